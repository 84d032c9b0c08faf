// The service worker comes after the page: what was seen stays readable without a signal, and what could not be sent waits.
(() => {
  const workers = navigator.serviceWorker, root = document.documentElement, region = document.getElementById("kabar-singkat");
  if (!workers) return;

  function tell(html) {
    const toast = Object.assign(document.createElement("div"), { className: "toast", innerHTML: html });
    region.append(toast);
    return toast;
  }
  // The words are parts of the offline page, which is kept on the phone in its language. Cut out as text: parsed, its styles would be
  // held against the policy of this page.
  async function piece(id) {
    const html = await (await caches.match("/offline"))?.text();
    return html?.split(`<template id="${id}">`)[1]?.split("</template>")[0];
  }
  async function hello() {
    const { active } = await workers.ready;
    active.postMessage({ ask: "hello", who: document.body.dataset.viewer || "", look: root.lang + Object.values(root.dataset) });
  }

  // A new version waits until somebody taps, or all tabs are closed; it never reloads by itself.
  async function offer(worker) {
    const html = workers.controller && !sessionStorage.later && (await piece("update"));
    if (!html) return;
    const toast = tell(html);
    toast.dataset.timed = "";
    toast.onclick = (event) => {
      const button = event.target.closest("button");
      if (button?.value === "reload") {
        workers.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage({ ask: "takeover" });
      }
      if (button?.value === "later") sessionStorage.later = "yes";
      if (button) toast.remove();
    };
  }

  addEventListener("load", async () => {
    const registration = await workers.register("/sw.js").catch(() => null);
    if (!registration) return;
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming.addEventListener("statechange", () => coming.state === "installed" && offer(coming));
    });
    hello();
  });
  addEventListener("online", hello);
  addEventListener("offline", async () => {
    const html = await piece("lost");
    if (html) tell(html);
  });
  workers.addEventListener("message", ({ data, source }) => {
    if (!data.news || document.getElementById(data.id)) return;
    tell(data.news).id = data.id;
    source.postMessage({ ask: "forget", store: "facts", id: data.id });
  });
})();
