/* What an abbreviation means, under the pointer, the focus or a tap. It stays while the pointer is
 * on it, and Escape puts it away. The browser's own hint, which keys cannot reach, is kept back for
 * that time. */
function glossary() {
  const tip = make("div", { class: "gloss", id: "sb-gloss", role: "tooltip", hidden: "" });
  document.body.append(tip);
  let [term, timer] = [];

  function hide() {
    clearTimeout(timer);
    if (!term) return;
    term.setAttribute("title", tip.textContent);
    term.removeAttribute("aria-describedby");
    term = null;
    tip.hidden = true;
  }

  function show(wanted) {
    clearTimeout(timer);
    if (wanted === term) return;
    hide();
    term = wanted;
    tip.textContent = term.title;
    term.removeAttribute("title");
    term.setAttribute("aria-describedby", tip.id);
    tip.hidden = false;
    const [at, own] = [term.getBoundingClientRect(), tip.getBoundingClientRect()];
    const below = at.bottom + own.height + 8 < innerHeight;
    tip.style.top = `${below ? at.bottom + 4 : at.top - own.height - 4}px`;
    tip.style.left = `${Math.max(8, Math.min(at.left, root.clientWidth - own.width - 8))}px`;
  }

  const termAt = (event) => {
    const found = event.target.closest?.(".prose abbr[title], .prose abbr[aria-describedby]");
    return found === tip ? null : found;
  };
  const maybe = (event) => {
    const found = termAt(event);
    if (found) return show(found);
    clearTimeout(timer);
    if (term && event.target !== tip) timer = setTimeout(hide, 250);
  };
  document.addEventListener("pointerover", maybe);
  document.addEventListener("focusin", maybe);
  document.addEventListener("click", maybe);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true });

  /* Keys reach each term once a page; a stop at every repetition would be in the way. */
  whenNear.push((chapter) => {
    const seen = new Set();
    for (const one of all("abbr[title]", chapter)) {
      if (!seen.has(one.textContent) && !one.closest("a, button, summary, label")) one.tabIndex = 0;
      seen.add(one.textContent);
    }
  });
}
