// What data-poll names is asked for once a minute while the page is looked at. Elements of the answer replace those of the same id.
(() => {
  const EVERY_MS = 60_000;
  const marks = new Map();
  let asked = Date.now();

  function place(fresh) {
    const old = document.getElementById(fresh.id);
    const into = old || !fresh.dataset.home ? null : document.querySelector(fresh.dataset.home);
    const empty = !fresh.childNodes.length;
    if (old && (old.contains(document.activeElement) || old.outerHTML === fresh.outerHTML)) return;
    if (empty) old?.remove();
    else if (old) old.replaceWith(fresh);
    else if (into) into.append(" ", fresh);
    if (fresh.isConnected) window.htmx?.process(fresh);
  }

  async function ask(url) {
    const headers = { "HX-Request": "true", ...(marks.has(url) && { "If-None-Match": marks.get(url) }) };
    const answer = await fetch(url, { headers, redirect: "manual", cache: "no-store" }).catch(() => null);
    if (answer?.status !== 200) return;
    marks.set(url, answer.headers.get("ETag"));
    const body = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    for (const one of [...body.children].filter((child) => child.id)) {
      one.removeAttribute("hx-swap-oob");
      place(document.importNode(one, true));
    }
    document.dispatchEvent(new CustomEvent("kreatr:polled"));
  }

  function turn() {
    if (document.hidden || Date.now() - asked < EVERY_MS) return;
    asked = Date.now();
    const urls = [...document.querySelectorAll("[data-poll]")].map((element) => element.dataset.poll);
    new Set(urls).forEach(ask);
  }
  setInterval(turn, EVERY_MS / 12);
  document.addEventListener("visibilitychange", turn);
})();
