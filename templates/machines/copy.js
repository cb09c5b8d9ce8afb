/* A button under the title of each page that copies the page as Markdown. Made here, since without
 * a script it could do nothing. Where the text lies stands in the head of the page. */
(() => {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("copy.css", document.currentScript.src).href;
  document.head.append(style);

  async function copy(address, status) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      await navigator.clipboard.writeText(await answer.text());
      status.textContent = "Copied";
    } catch {
      /* A file that was opened from disk may not read its neighbours; the link still leads there. */
      status.textContent = "Could not be copied; open the text instead";
    }
  }

  function addButton() {
    const twin = document.querySelector('link[rel~="alternate"][type="text/markdown"]');
    const title = document.querySelector("article h1, main h1, [role=main] h1, h1");
    if (!twin || !title || document.querySelector(".page-copy")) return;
    const place = document.createElement("div");
    place.className = "page-copy";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy page as Markdown";
    const link = document.createElement("a");
    link.href = twin.href;
    link.textContent = "View as Markdown";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    button.addEventListener("click", () => copy(twin.href, status));
    place.append(button, link, status);
    title.after(place);
  }

  /* Material's instant navigation changes the page without loading this script again. */
  if (typeof document$ !== "undefined") document$.subscribe(addButton);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addButton);
  else addButton();
})();
