const PLAIN = ["text", "plain", "none", "output"];
/* Languages of sessions, in which prompts stand before what is typed; and where nobody named one. */
const SESSIONS = [undefined, "pycon", "python-repl", "console", "shell-session", "doscon"];
const PROMPTS = [/^(>>>|\.\.\.)( |$)/, /^[$%]( |$)/];
const lines = (code) => code.textContent.replace(/\n$/, "").split("\n");

/* What a reader wants to run: without numbers of a renderer, without prompts and what is printed
 * between them, and without the last line break, which would start a command when it is pasted. */
function written(code, language) {
  const own = code.cloneNode(true);
  all(".linenos", own).forEach((number) => number.remove());
  const text = own.textContent.replace(/\n$/, "");
  const prompt = SESSIONS.includes(language) && PROMPTS.find((one) => one.test(text));
  const typed = prompt ? text.split("\n").filter((one) => prompt.test(one)) : [];
  return typed.length ? typed.map((one) => one.replace(prompt, "")).join("\n") : text;
}

async function copy(made, code, language) {
  let done = true;
  try {
    await navigator.clipboard.writeText(written(code, language));
  } catch {
    /* No clipboard for this file: select the code, so that the next key press copies it. */
    getSelection().selectAllChildren(code);
    done = false;
  }
  made.textContent = done ? "copied" : "selected";
  setTimeout(() => { made.textContent = "copy"; }, 1600);
}

/* A line that wraps takes several rows, and its number the first of them. */
function numberLines(gutter, code, wraps) {
  const own = lines(code);
  let rows = own.map(() => 1);
  if (wraps) {
    const height = parseFloat(getComputedStyle(code).lineHeight);
    let at = 0;
    rows = own.map((text) => {
      const range = rangeIn(code, at, at + text.length);
      at += text.length + 1;
      return Math.max(1, Math.round((range?.getBoundingClientRect().height ?? 0) / height));
    });
  }
  gutter.textContent = rows.map((many, row) => row + 1 + "\n".repeat(many)).join("").trimEnd();
}

function toggles(box, code) {
  const pre = code.parentNode;
  const gutter = make("span", { class: "code-numbers", "aria-hidden": "true" });
  const renew = () => {
    if (gutter.isConnected) numberLines(gutter, code, box.classList.contains("wrapped"));
  };
  const sizes = new ResizeObserver(renew);
  const press = (change) => (made) => {
    made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") === "false"));
    change();
    renew();
  };
  const off = { class: "code-toggle", "aria-pressed": "false" };
  const number = button("lines", { ...off, "aria-label": "Line numbers" }, press(() => {
    if (gutter.isConnected) return gutter.remove();
    pre.insertBefore(gutter, code);
    sizes.observe(code);
  }));
  const wrap = button("wrap", { ...off, "aria-label": "Wrap long lines" }, press(() => {
    box.classList.toggle("wrapped");
  }));
  return $(".linenos", box) ? [wrap] : [number, wrap];
}

/* The tools lie on the upper edge of the block: they take no room, and hide no code. */
function addTools(chapter) {
  for (const box of all(".highlight, .codehilite", chapter)) {
    const code = $("pre > code", box);
    if (!code || $(".highlight, .codehilite", box)) continue;
    const tools = make("div", { class: "code-tools" });
    const language = /\blanguage-([\w+-]+)/.exec(`${box.className} ${code.className}`)?.[1];
    if (language && !PLAIN.includes(language)) {
      tools.append(make("span", { class: "code-language" }, language));
    }
    const isLong = code.textContent.trim().includes("\n");
    const isTable = $("table", box);
    if (isLong && !isTable && !box.matches(".sample-output")) tools.append(...toggles(box, code));
    tools.append(button("copy", { "aria-label": "Copy" }, (made) => copy(made, code, language)));
    box.prepend(tools);
  }
}

/* A table stays a table for screen readers when a box around it scrolls. */
function boxTables() {
  for (const table of all(".prose table:not([class], table table)")) {
    const box = make("div", { class: "table-box" });
    table.replaceWith(box);
    box.append(table);
  }
}
