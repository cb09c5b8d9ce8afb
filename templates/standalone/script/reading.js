/* Comfort only: the file reads without it. Everything the script needs it adds or unhides itself. */
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  /* Storage throws in some browsers for files opened from disk; the choice then lasts a visit. */
  const memory = {
    get() {
      try { return localStorage.getItem("theme"); } catch { return null; }
    },
    set(value) {
      try { localStorage.setItem("theme", value); } catch { /* not kept */ }
    },
  };

  function themes() {
    const select = $("#theme");
    const apply = (theme) => {
      if (theme === "auto") delete root.dataset.theme;
      else root.dataset.theme = theme;
    };
    const kept = memory.get();
    if (["light", "dark"].includes(kept)) select.value = kept;
    apply(select.value);
    select.parentElement.hidden = false;
    select.addEventListener("change", () => {
      apply(select.value);
      memory.set(select.value);
    });
  }

  /* Marks the page that lies under a line a fifth down the window, and opens its section. */
  function follow() {
    const links = new Map();
    for (const link of all(".contents a")) {
      const id = decodeURIComponent(link.hash.slice(1));
      if (!links.has(id)) links.set(id, link);
    }
    const opened = new Set();
    let current = null;

    const show = (link) => {
      if (!link || link === current) return;
      current?.removeAttribute("aria-current");
      current = link;
      link.setAttribute("aria-current", "true");
      const around = new Set();
      for (let at = link.closest("details"); at; at = at.parentElement.closest("details")) {
        around.add(at);
        if (at.open) continue;
        at.open = true;
        opened.add(at);
      }
      /* Close again what only following has opened; what the reader opened stays. */
      for (const section of opened) {
        if (around.has(section)) continue;
        section.open = false;
        opened.delete(section);
      }
      const box = $(".contents");
      const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) {
        box.scrollTop += inner.top - outer.top - outer.height / 3;
      }
    };

    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) if (entry.isIntersecting) show(links.get(entry.target.id));
      },
      { rootMargin: "-20% 0px -79% 0px" },
    );
    all("article.page").forEach((page) => observer.observe(page));
  }

  /* On a phone the contents rise from the button; Escape, a tap beside them or a choice closes. */
  function sheet() {
    const contents = $(".contents");
    const button = $(".contents-open");
    button.hidden = false;
    const set = (open) => {
      contents.classList.toggle("open", open);
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Close" : "Contents";
    };
    const isOpen = () => contents.classList.contains("open");
    button.addEventListener("click", () => {
      set(!isOpen());
      if (isOpen()) ($("[aria-current]", contents) ?? $("a, summary", contents))?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      set(false);
      button.focus();
    });
    document.addEventListener("click", (event) => {
      if (!isOpen() || event.target.closest(".contents-open")) return;
      if (event.target.closest(".contents a") || !event.target.closest(".contents")) set(false);
    });
  }

  function button(label, name, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => press(made));
    return made;
  }

  /* What was written: without numbers of a renderer, and without the last line break, which would
   * start a command as soon as it is pasted. */
  function written(code) {
    const own = code.cloneNode(true);
    all(".linenos", own).forEach((number) => number.remove());
    return own.textContent.replace(/\n$/, "");
  }

  async function copy(made, code) {
    let done = true;
    try {
      await navigator.clipboard.writeText(written(code));
    } catch {
      /* No clipboard for this file: select the code, so that the next key press copies it. */
      getSelection().selectAllChildren(code);
      done = false;
    }
    made.textContent = done ? "copied" : "selected";
    setTimeout(() => { made.textContent = "copy"; }, 1600);
  }

  function number(made, pre, code) {
    const gutter = $(".code-numbers", pre);
    made.setAttribute("aria-pressed", String(!gutter));
    if (gutter) return gutter.remove();
    const lines = code.textContent.replace(/\n$/, "").split("\n").length;
    const numbers = document.createElement("span");
    numbers.className = "code-numbers";
    numbers.setAttribute("aria-hidden", "true");
    numbers.textContent = Array.from({ length: lines }, (_, line) => line + 1).join("\n");
    pre.insertBefore(numbers, code);
  }

  const plain = ["text", "plain", "none", "output"];

  function codeTools(box) {
    const code = $("pre > code", box);
    if (!code) return;
    const tools = document.createElement("div");
    tools.className = "code-tools";
    const language = /\blanguage-([\w+-]+)/.exec(`${box.className} ${code.className}`)?.[1];
    if (language && !plain.includes(language)) {
      const label = document.createElement("span");
      label.className = "code-language";
      label.textContent = language;
      tools.append(label);
    }
    const lines = code.textContent.trim().includes("\n");
    if (lines && !$(".linenos", box) && !box.matches(".sample-output")) {
      const toggle = button("lines", "Line numbers", (made) => number(made, code.parentNode, code));
      toggle.setAttribute("aria-pressed", "false");
      tools.append(toggle);
    }
    tools.append(button("copy", "Copy", (made) => copy(made, code)));
    box.prepend(tools);
  }

  /* A table stays a table for screen readers when a box around it scrolls. */
  function boxTables() {
    for (const table of all(".prose table:not([class], table table)")) {
      const box = document.createElement("div");
      box.className = "table-box";
      table.replaceWith(box);
      box.append(table);
    }
  }

  /* A link into a closed note or a hidden tab opens it first. */
  function open(target) {
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.matches("details")) at.open = true;
      if (!at.matches(".tabbed-block")) continue;
      const place = [...at.parentElement.children].indexOf(at);
      all(":scope > input", at.closest(".tabbed-set"))[place].checked = true;
    }
  }

  /* Pages that come into view take their true size and push the target away: aim again until it
   * rests, unless the reader has begun to scroll or has gone back. */
  function jump() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    open(target);
    let frames = 30;
    let rested = 0;
    const stop = () => { frames = 0; };
    for (const name of ["wheel", "pointerdown", "keydown", "popstate"]) {
      addEventListener(name, stop, { once: true, passive: true });
    }
    const aim = () => {
      if (!frames) return;
      const before = target.getBoundingClientRect().top;
      target.scrollIntoView();
      rested = Math.abs(target.getBoundingClientRect().top - before) < 1 ? rested + 1 : 0;
      frames -= 1;
      if (rested < 5) requestAnimationFrame(aim);
    };
    aim();
  }

  /* Not on `hashchange`: that also comes when the reader goes back, to where they had scrolled. */
  function jumps() {
    document.addEventListener("click", (event) => {
      if (event.target.closest("a[href^='#']")) setTimeout(jump);
    });
    if (location.hash) jump();
  }

  themes();
  follow();
  sheet();
  all(".prose .highlight, .prose .codehilite").forEach(codeTools);
  boxTables();
  jumps();
})();
