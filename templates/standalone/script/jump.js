/* Where a stretch of text lies: characters from `start` to `end` of what an element holds. */
function rangeIn(element, start, end) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let from = 0;
  while (texts.nextNode()) {
    const { currentNode: node } = texts;
    const to = from + node.length;
    if (from <= start && start <= to) range.setStart(node, start - from);
    if (from <= end && end <= to) {
      range.setEnd(node, end - from);
      return range;
    }
    from = to;
  }
  return null;
}

/* Marks text without touching the document; where a browser cannot, the first is selected. */
function markText(ranges) {
  if (window.Highlight) CSS.highlights.set("found", new Highlight(...ranges));
  else if (ranges.length) {
    getSelection().removeAllRanges();
    getSelection().addRange(ranges[0]);
  }
}

/* A line of code whose own anchor was left out of the file: `__codelineno-3-7` or `__span-3-7` is
 * line 7 of block 3 of the page; blocks count from 0. */
function lineOfCode(id) {
  const [, page, block, line] = /^(.+)\/__(?:codelineno|span)-(\d+)-(\d+)$/.exec(id) ?? [];
  const byId = (own) => document.getElementById(own);
  const chapter = page && (byId(page) ?? byId(page.replace(/\/index$/, "")));
  const code = chapter && all("pre > code", chapter)[block];
  const own = code ? lines(code) : [];
  if (!(line - 1 in own)) return null;
  const start = own.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  return { target: code, ranges: [rangeIn(code, start, start + own[line - 1].length)] };
}

/* Pages that come into view take their true size and push the target away: aim again until it
 * rests, unless the reader has begun to scroll or has gone back. */
function aimAt(target, range) {
  let [frames, rested] = [30, 0];
  const stop = () => { frames = 0; };
  for (const name of ["wheel", "pointerdown", "keydown", "popstate"]) {
    addEventListener(name, stop, { once: true, passive: true });
  }
  const aim = () => {
    if (!frames) return;
    const before = scrollY;
    target.scrollIntoView();
    if (range) {
      /* The heading stays at the top if the text then is on the window, too. */
      const found = range.getBoundingClientRect();
      if (found.bottom > innerHeight * 0.8 || found.top < 0) {
        scrollBy(0, found.top - innerHeight / 3);
      }
      const box = range.startContainer.parentElement.closest("pre, .table-box");
      if (box && found.right > box.getBoundingClientRect().right) {
        box.scrollLeft += found.right - box.getBoundingClientRect().right + 40;
      }
    }
    rested = Math.abs(scrollY - before) < 1 ? rested + 1 : 0;
    frames -= 1;
    if (rested < 5) requestAnimationFrame(aim);
  };
  aim();
}

function jump() {
  const id = idIn(location.hash);
  const element = document.getElementById(id);
  const { target, ranges } = element ? { target: element } : (lineOfCode(id) ?? {});
  if (!target) return;
  uncover(target);
  markText(ranges ?? []);
  aimAt(target, ranges?.[0]);
}

/* Goes to an anchor and marks what was found there. */
function visit(target, ranges) {
  if (idIn(location.hash) !== target.id) {
    history.pushState("seen", "", `#${encodeURI(target.id)}`);
  }
  ranges.forEach((one) => uncover(one.startContainer.parentElement));
  uncover(target);
  markText(ranges);
  aimAt(target, ranges[0]);
}

/* An entry of the history that was seen before is one that the reader goes back or forward to: the
 * browser then restores how far they had scrolled, and a jump would be in its way. */
function jumps() {
  const see = () => history.replaceState("seen", "");
  addEventListener("hashchange", () => {
    if (history.state === "seen") return;
    see();
    jump();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) setTimeout(jump);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") markText([]); });
  if (!location.hash) return;
  if (history.state !== "seen") jump();
  see();
}
