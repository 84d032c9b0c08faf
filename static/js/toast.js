// News goes after a while, not while it is read: under the pointer or the focus it stays.
(() => {
  const LEAST_MS = 5000, PER_LETTER_MS = 60;
  const region = document.getElementById("kabar-singkat");

  function expire(toast) {
    const wait = LEAST_MS + toast.textContent.length * PER_LETTER_MS;
    setTimeout(() => (toast.matches(":hover, :focus-within") ? expire(toast) : toast.remove()), wait);
  }

  function look() {
    for (const toast of region.querySelectorAll(".toast:not([data-timed])")) {
      toast.dataset.timed = "";
      expire(toast);
    }
  }

  // What stood in the region when the page came is not read aloud: it is put there once more.
  const first = [...region.children];
  if (first.length) {
    region.replaceChildren();
    setTimeout(() => region.append(...first), 150);
  }
  new MutationObserver(look).observe(region, { childList: true });
})();
