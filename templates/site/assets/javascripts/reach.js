/* Small repairs for keyboards and screen readers, where Markdown or Material leaves a gap. Used by
 * the site and, pasted in, by the single file. */
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  /* What scrolls sideways must be reachable by keyboard, and only what scrolls. The observer also
   * reports boxes that open later: in a tab, in a note, in a page that was not laid out yet. */
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  function repair() {
    const drawings = ":is(figure, .diagram-box):has(> svg.diagram)";
    const furniture = ".md-typeset__scrollwrap, .md-typeset .tabbed-labels, .table-box";
    const blocks = ".prose :is(pre, .math-display, .highlighttable, .codehilitetable)";
    all(`${furniture}, ${blocks}, ${drawings}`).forEach((box) => sizes.observe(box));
    for (const box of all(".task-list-item input:not([aria-label])")) {
      box.setAttribute("aria-label", box.checked ? "done" : "not done");
    }
    all(".md-search[role=dialog]").forEach((box) => box.setAttribute("aria-label", "Search"));
    /* The list of a section that has a page of its own is named by a label without words. */
    for (const list of all(".md-nav__container + .md-nav[aria-labelledby]")) {
      const name = list.previousElementSibling.textContent.trim();
      document.getElementById(list.getAttribute("aria-labelledby"))?.setAttribute("aria-label", name);
      list.setAttribute("aria-label", name);
    }
  }

  /* Material makes the copy button of every code block a navigation landmark, when it comes into
   * view; a page with twenty samples would have twenty. */
  const content = document.querySelector(".md-content");
  if (content) {
    new MutationObserver(() => {
      all("nav.md-code__nav:not([role])").forEach((nav) => nav.setAttribute("role", "none"));
    }).observe(content, { childList: true, subtree: true });
  }

  /* Material replaces the page in place when instant navigation is on, and tells us so here. */
  if (window.document$) window.document$.subscribe(repair);
  else repair();
})();
