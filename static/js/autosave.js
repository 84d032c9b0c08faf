// The editor saves itself on the server a few seconds after the last change, and when the page goes out of sight.
(() => {
  const SOON_MS = 3000, AGAIN_MS = 20_000, PATIENCE_MS = 15_000;
  const form = () => document.querySelector("form[data-autosave]");
  const drawn = document.getElementById("tersimpan")?.dataset.draft;
  let timer, running = null, saved, stopped = false;

  function body(one) {
    return new URLSearchParams([...new FormData(one)].filter(([, value]) => typeof value === "string"));
  }
  function state(one) {
    const found = body(one);
    ["csrf_token", "version", "client_id"].forEach((name) => found.delete(name));
    return found.toString();
  }
  function say(text) {
    const line = document.getElementById("tersimpan");
    if (line && line.textContent !== text) line.textContent = text;
  }
  const later = (ms) => (timer = (clearTimeout(timer), setTimeout(save, ms)));

  function save(leaving = false) {
    clearTimeout(timer);
    const one = form();
    if (!one || stopped || one.getAttribute("aria-busy") === "true" || state(one) === saved) return running;
    if (running) return later(SOON_MS);
    return (running = ask(one, leaving === true).finally(() => (running = null)));
  }

  async function ask(one, keepalive, again = false) {
    const now = state(one);
    const request = { method: "POST", body: body(one), headers: { "HX-Request": "true" }, keepalive, signal: AbortSignal.timeout(PATIENCE_MS) };
    const answer = await fetch(one.dataset.autosave, request).catch(() => null);
    const page = answer && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page && page.getElementById("tersimpan");
    if (answer?.redirected) return say(one.dataset.signin);
    if (told?.dataset.token && !again) {
      one.elements.csrf_token.value = told.dataset.token;
      return ask(one, keepalive, true);
    }
    if (!told) {
      later(AGAIN_MS);
      return say(one.dataset.device);
    }
    document.getElementById("tersimpan").replaceWith(document.importNode(told, true));
    if (answer.ok) adopt(one, told.dataset, now);
    else stopped = answer.status === 409;
  }

  // From its first save on, a new work has an address: a reload goes on with the same draft.
  function adopt(one, { id, version, draft }, now) {
    const before = one.elements.client_id.value;
    // What did not exist when the page was opened goes again when it is cancelled, after a question.
    if (draft && draft !== drawn) one.querySelector(".save a[data-forget]").href = `/dashboard/portfolio/${draft}/removal`;
    one.elements.version.value = version;
    saved = now;
    if (before !== id) {
      const address = `/dashboard/portfolio/edit/${id}`;
      one.elements.client_id.value = id;
      one.dataset.autosave = `/dashboard/portfolio/drafts/${id}`;
      one.action = address;
      one.setAttribute("hx-post", address);
      htmx.process(one);
      history.replaceState(history.state, "", address);
      sessionStorage.removeItem("karya:tab");
    }
    if (state(one) === now) document.dispatchEvent(new CustomEvent("kreatr:kept", { detail: [before, id] }));
  }

  const changed = (event) => event.target.closest("form[data-autosave]") && later(SOON_MS);
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  const pictures = document.querySelector("form[data-autosave] [data-pictures]");
  if (pictures) new MutationObserver(() => later(SOON_MS)).observe(pictures, { childList: true, subtree: true });

  // A save under way is waited for, so that the form that follows knows its edition.
  addEventListener("submit", (event) => {
    const one = event.target;
    clearTimeout(timer);
    if (!running || !one.matches("form[data-autosave]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    running.finally(() => setTimeout(() => one.requestSubmit(event.submitter)));
  }, true);

  document.addEventListener("click", (event) => (stopped ||= Boolean(event.target.closest?.("[data-forget]"))));
  addEventListener("online", () => save());
  addEventListener("offline", () => form() && say(form().dataset.device));
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  document.addEventListener("htmx:after:swap", () => form() && (stopped = false));
  if (form()) saved = state(form());
})();
