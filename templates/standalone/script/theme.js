/* Storage throws in some browsers for files opened from disk; the choice then lasts a visit. */
const memory = {
  get() {
    try { return localStorage.getItem("theme"); } catch { return null; }
  },
  set(value) {
    try { localStorage.setItem("theme", value); } catch { /* not kept */ }
  },
};

/* Stylesheets of projects that were written for Material ask for this attribute. */
function tellProjectStyles() {
  const dark = root.dataset.theme === "dark" || (!root.dataset.theme && isDark.matches);
  $("#content").dataset.mdColorScheme = dark ? "slate" : "default";
}

const isDark = matchMedia("(prefers-color-scheme: dark)");

function themes() {
  const select = $("#theme");
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    tellProjectStyles();
  };
  isDark.addEventListener("change", tellProjectStyles);
  const kept = memory.get();
  if (["light", "dark"].includes(kept)) select.value = kept;
  apply(select.value);
  select.parentElement.hidden = false;
  select.addEventListener("change", () => {
    apply(select.value);
    memory.set(select.value);
  });
}
