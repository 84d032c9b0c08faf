// Links with data-dialog open their form in a <dialog>; without this file they lead to the same form as a page.
(() => {
  const openers = new WeakMap();

  async function open(link, dialog) {
    const into = dialog.querySelector("[data-into]");
    openers.set(dialog, link);
    const other = dialog.dataset.of !== link.href; // several links may share a dialog
    if (other || !into.firstElementChild || into.querySelector("[data-sent]")) {
      if (other) into.replaceChildren();
      link.setAttribute("aria-busy", "true");
      await window.bringHtmx();
      await window.htmx?.ajax("GET", link.href, { target: into, swap: "innerHTML" });
      link.removeAttribute("aria-busy");
      dialog.dataset.of = link.href;
    }
    if (!into.firstElementChild) return location.assign(link.href);
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dialog]");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    const named = link && plain && window.HTMLDialogElement && document.getElementById(link.dataset.dialog);
    if (named && (window.htmx || document.body.dataset.htmx)) {
      event.preventDefault();
      if (link.getAttribute("aria-busy") !== "true") open(link, named);
    }
    const dialog = event.target.closest?.("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) dialog.close();
  });

  document.addEventListener("close", (event) => openers.get(event.target)?.focus(), true);
})();
