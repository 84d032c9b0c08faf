// The byte meter: what a page weighed and what was spared. Counted on this device, kept on it, told to nobody.
(() => {
  const BOOKS = "timbangan";
  const REST_MS = 30 * 60_000; // after which a visit is another one
  const PICTURE_BYTES = 11_000; // of a work's picture on a phone, as a rule
  const PACKED = 0.3; // of a text's size, by Brotli
  const page = { spent: 0, kept: 0 };
  const entered = { spent: 0, saved: 0 };
  const passed = new Set(); // pictures that lite mode did not load, as they come into view

  const size = (bytes) => {
    if (bytes < 999_500) return `${Math.round(bytes / 1000)}\u00a0kB`;
    const millions = (bytes / 1e6).toFixed(1).replace(/\.0$/, "");
    return `${document.documentElement.lang === "id" ? millions.replace(".", ",") : millions}\u00a0MB`;
  };

  function read() {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(BOOKS)) || {}; } catch { /* closed to us, or not ours */ }
    const now = Date.now();
    const month = new Date(now - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 7);
    const open = (book, going) => (going ? book : { spent: 0, saved: 0 });
    return {
      month: { ...open(kept.month, kept.month?.of === month), of: month },
      visit: { ...open(kept.visit, now - kept.visit?.at < REST_MS), at: now },
    };
  }

  // Opening the books keeps a phone busy, so a page is entered when it is left, or when somebody looks into them.
  function books() {
    const spared = [...passed].filter((one) => one.classList.contains("lite")).length;
    const now = { spent: page.spent, saved: page.kept + spared * PICTURE_BYTES };
    const all = read();
    for (const book of [all.month, all.visit]) {
      for (const what of ["spent", "saved"]) book[what] = Math.max(0, book[what] + now[what] - entered[what]);
    }
    Object.assign(entered, now);
    try { localStorage.setItem(BOOKS, JSON.stringify(all)); } catch { /* then this page's own weight is all there is */ }
    return all;
  }

  function show() {
    for (const line of document.querySelectorAll("[data-weighed]")) {
      line.textContent = line.dataset.weighed.replace("{size}", size(page.spent));
      line.parentElement.hidden = false;
    }
    document.dispatchEvent(new CustomEvent("kreatr:weighed"));
  }

  // Through the service worker everything is told unpacked; what it really fetched it says itself (sw/weight.js).
  function count(list) {
    for (const one of list.getEntries()) {
      if (one.entryType === "navigation" && (!one.duration || page.there)) continue; // it comes before it is complete, and after
      page.there ||= one.entryType === "navigation";
      const spent = one.workerStart ? 0 : one.transferSize;
      const size = one.workerStart && !/\.webp$/.test(one.name) ? one.encodedBodySize * PACKED : one.encodedBodySize;
      page.spent += spent;
      // It was here, or was only asked whether it is still good.
      if (one.transferSize < one.encodedBodySize) page.kept += Math.max(0, size - spent);
    }
    navigator.serviceWorker?.controller?.postMessage({ do: "weigh" });
    show();
  }

  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (!data?.weighed) return;
    page.spent += data.weighed;
    show();
  });

  const sight = new IntersectionObserver((list) => {
    for (const one of list) if (one.isIntersecting) passed.add(one.target) && sight.unobserve(one.target);
  });
  const look = () => document.querySelectorAll(".pic.lite").forEach((one) => sight.observe(one));

  window.meter = {
    books,
    size,
    forget: () => { try { localStorage.removeItem(BOOKS); } catch { /* nothing was kept */ } },
  };
  look();
  document.addEventListener("htmx:after:swap", look);
  addEventListener("pagehide", books);
  document.addEventListener("visibilitychange", () => document.hidden && books());
  for (const type of ["navigation", "resource"]) new PerformanceObserver(count).observe({ type, buffered: true });
})();
