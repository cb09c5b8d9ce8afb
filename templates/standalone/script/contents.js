/* The page under a line a fifth down the window. One question to the browser, however many pages
 * there are; between two pages one of them is always under the line. */
const line = () => innerHeight / 5;

function chapterHere() {
  const { left, width } = $("main").getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, line())?.closest("article.page");
}

/* Marks in the contents what is read, opens its section, and lists the headings of the page. */
function follow() {
  const contents = $(".contents");
  const links = new Map();
  for (const link of all("a[href^='#']", contents)) {
    const id = idIn(link.hash);
    if (!links.has(id)) links.set(id, link);
  }
  const [place, bar] = [$(".bar-place"), $(".bar-progress")];
  const opened = new Set();
  let [chapter, link, list, heading] = [];
  let moved = false;

  const headingsOf = (page) => all("h2[id]", page).filter((one) => one.getClientRects().length);

  function unroll() {
    list?.remove();
    list = null;
    const around = new Set();
    for (let at = link?.closest("details"); at; at = at.parentElement.closest("details")) {
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
    const inside = link ? headingsOf(chapter) : [];
    if (inside.length) {
      const entries = inside.map((one) => {
        return make("li", {}, make("a", { href: `#${encodeURIComponent(one.id)}` }, words(one)));
      });
      list = make("ul", { class: "contents-headings" }, ...entries);
      link.after(list);
    }
    keepInSight(link);
  }

  function keepInSight(entry) {
    if (!entry) return;
    const [inner, outer] = [entry.getBoundingClientRect(), contents.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      contents.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  function mark() {
    if (!list) return;
    const inside = headingsOf(chapter);
    const at = inside.findLastIndex((one) => one.getBoundingClientRect().top <= line());
    if (inside[at] === heading) return;
    heading = inside[at];
    $("[aria-current]", list)?.removeAttribute("aria-current");
    const entry = list.children[at]?.firstChild;
    entry?.setAttribute("aria-current", "location");
    keepInSight(entry);
  }

  function update() {
    bar.style.transform = `scaleX(${scrollY / Math.max(1, root.scrollHeight - innerHeight)})`;
    root.classList.toggle("scrolled", scrollY > innerHeight);
    const here = chapterHere();
    const isNew = here && here !== chapter;
    if (isNew) {
      chapter = here;
      heading = null;
      link?.removeAttribute("aria-current");
      link = links.get(chapter.id);
      link?.setAttribute("aria-current", "page");
      place.textContent = `${chapters.indexOf(chapter) + 1} / ${chapters.length}`;
    }
    /* Before the reader does something, nothing that is on the window moves. */
    if (moved && (isNew || list === undefined) && chapter) unroll();
    mark();
  }

  let waiting = false;
  const soon = () => {
    moved = true;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  /* Not when the pointer moves: what the reader is about to press would move away. */
  addEventListener("keydown", soon, { once: true });
  place.hidden = false;
  update();
}

function openContents() {
  const made = $(".contents-all");
  if (!made) return;
  made.hidden = false;
  const sections = all(".contents details");
  const show = () => {
    const closed = sections.some((one) => !one.open);
    made.textContent = closed ? "Expand all" : "Collapse all";
    return closed;
  };
  made.addEventListener("click", () => {
    const open = show();
    sections.forEach((one) => { one.open = open; });
    show();
  });
  $(".contents").addEventListener("toggle", show, { capture: true });
}

/* On a phone the contents rise from the button; Escape, a tap beside them or a choice closes. */
function sheet() {
  const contents = $(".contents");
  const made = $(".contents-open");
  made.hidden = false;
  const isOpen = () => contents.classList.contains("open");
  const set = (open) => {
    contents.classList.toggle("open", open);
    made.setAttribute("aria-expanded", String(open));
    made.textContent = open ? "Close" : "Contents";
  };
  made.addEventListener("click", () => {
    set(!isOpen());
    if (isOpen()) ($("[aria-current]", contents) ?? $("a, summary", contents))?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    set(false);
    made.focus();
  });
  document.addEventListener("click", (event) => {
    if (!isOpen() || event.target.closest(".contents-open")) return;
    if (event.target.closest(".contents a") || !event.target.closest(".contents")) set(false);
  });
}
