/* Runs before the first page is parsed: then nothing that is painted moves or changes its colours
 * later, and what is far from the window need not be laid out, which takes ten times as long. */
document.documentElement.classList.add("scripted");
try {
  const theme = localStorage.getItem("theme");
  if (["light", "dark"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch { /* no storage for this file */ }
