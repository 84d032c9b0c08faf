// The page of devices that ring: finds out what this browser can, and asks it only after the tap on the button.
(() => {
  const box = document.querySelector("#perangkat-ini[data-push]");
  const here = document.querySelector("[data-here]");
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function worker() {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    return navigator.serviceWorker.ready;
  }

  // A browser keeps one subscription, made for one key: one for another key, or of somebody before, is of no use.
  async function subscribed(key) {
    const { pushManager } = await worker();
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  }

  function show(state) {
    for (const one of box.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  }

  function state() {
    const apple = /iPhone|iPad/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
    if (!able) return apple && !navigator.standalone ? "install" : "unable";
    return Notification.permission === "denied" ? "denied" : "ask";
  }

  async function send(form) {
    const failed = form.querySelector("[data-failed]");
    const button = form.querySelector("button");
    failed.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const found = await subscribed(box.dataset.push);
      form.elements.endpoint.value = found.endpoint;
      for (const name of ["p256dh", "auth"]) form.elements[name].value = text(found.getKey(name));
      form.submit();
    } catch {
      button.removeAttribute("aria-busy");
      if (Notification.permission === "denied") show("denied");
      else failed.hidden = false;
    }
  }

  async function forgotten() {
    const found = able && Notification.permission === "granted" && (await navigator.serviceWorker.getRegistration("/"));
    return !(found && (await found.pushManager.getSubscription()));
  }

  async function begin() {
    box.hidden = Boolean(here) && !(await forgotten());
    show(state());
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      send(event.target);
    });
  }

  if (box) begin();
  // What rings no more on the server is taken from the browser, too.
  here?.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (!able || !submitter?.formAction.endsWith("/removal")) return;
    event.preventDefault();
    const found = await navigator.serviceWorker.getRegistration("/").catch(() => null);
    await found?.pushManager.getSubscription().then((one) => one?.unsubscribe()).catch(() => null);
    form.action = submitter.formAction;
    form.submit();
  });
})();
