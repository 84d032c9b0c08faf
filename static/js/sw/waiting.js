// What could not be sent waits on the phone and goes out once. What repeats it carries the same id, so the house takes it once too.
const PATIENCE_MS = 15_000, PAUSES_MS = [1_000, 3_000, 9_000];
const WAYS = [
  { kind: "inquiry", path: /^\/portfolio\/[\w-]+\/contact$/, draft: ([, , name]) => `contact:${name}` },
  { kind: "reply", path: /^\/inquiries\/[\w.-]+\/replies$/, home: /\/replies$/, draft: ([, , token]) => `reply:/inquiries/${token}` },
  { kind: "answer", path: /^\/dashboard\/inquiries\/[\w-]+\/replies$/, home: /\/replies$/, draft: ([, , , id]) => `answer:${id}`, own: true },
  { kind: "like", path: /^\/portfolio\/[\w-]+\/[\w-]+\/like(\/removal)?$/, home: /\/like(\/removal)?$/, own: true },
  { kind: "draft", path: /^\/dashboard\/portfolio\/drafts(\/[\w-]+)?$/, home: "drafts", page: "edit", own: true },
];
const LEFT_OUT = ["csrf_token", "website"];

function posted(event, url) {
  const way = WAYS.find(({ path }) => path.test(url.pathname));
  if (way) event.respondWith(sendOrKeep(event, way, url));
  else if (url.pathname === "/logout") event.respondWith(Promise.race([flush(), late()]).catch(() => null).then(() => fetch(event.request)));
}

async function rowOf(request, { kind, home = "", page = "", draft, own }, { pathname }) {
  const values = [...(await request.formData())].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name));
  const mark = values.find(([name]) => name === "client_id")?.[1] || "", from = pathname.replace(home, page);
  const who = own ? (await get("facts", "here"))?.who : "";
  return { id: kind === "like" ? from : `${pathname} ${mark}`, kind, url: pathname, home: from, draft: draft?.(pathname.split("/")), who, values, at: Date.now() };
}

const late = () => new Promise((_done, fail) => setTimeout(fail, PATIENCE_MS));

async function sendOrKeep(event, way, url) {
  const { request } = event, copy = request.clone();
  try {
    const answer = await Promise.race([fetch(request), late()]);
    if (answer.status < 400 && !answer.redirected) event.waitUntil(rowOf(copy, way, url).then(({ id }) => drop("waiting", id)));
    return answer;
  } catch {
    const row = await rowOf(copy, way, url);
    await put("waiting", row);
    await registration.sync?.register("waiting").catch(() => null);
    await changed();
    return told(request, row);
  }
}

// htmx gets the news in place of the form; a plain form goes to the list; the editor saves itself and says so itself.
async function told(request, row) {
  if (request.mode === "navigate") return Response.redirect(OFFLINE, 303);
  if (row.kind === "draft") return Response.error();
  const target = row.kind === "like" ? "#suka" : `form[action^="${row.url}"]`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "HX-Retarget": target, "HX-Reswap": "outerHTML" };
  return new Response(await piece(row.kind === "like" ? "waits-like" : "waits", row), { headers });
}

let flushing = null;
const flush = () => (flushing ||= sendWithPatience().finally(() => (flushing = null)));
addEventListener("sync", (event) => event.tag === "waiting" && event.waitUntil(flush()));

// A phone says that its signal is back before the signal carries anything.
async function sendWithPatience() {
  for (const pause of PAUSES_MS) {
    try {
      return await sendAll();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return sendAll();
}

async function sendAll() {
  const open = await clients.matchAll({ type: "window" });
  const writing = open.some(({ url }) => /\/dashboard\/portfolio\/(edit|new)/.test(url)); // an open editor saves itself
  const rows = (await all("waiting")).filter((row) => !row.refused && !(row.after > Date.now()) && !(row.kind === "draft" && writing));
  if (!rows.length) return;
  const fresh = await fetch("/device/token", { cache: "no-store" });
  if (!fresh.ok) throw new Error("later");
  const { token, viewer } = await fresh.json();
  for (const row of rows.sort((one, other) => one.at - other.at)) {
    if (row.who && row.who !== viewer) continue; // somebody else's, or nobody is signed in
    await settle(row, await send(row, token));
  }
}

function send(row, token) {
  const body = new URLSearchParams([...row.values, ["csrf_token", token]]);
  return fetch(row.url, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(2 * PATIENCE_MS) });
}

async function settle(row, answer) {
  if (answer.status >= 500) throw new Error("later");
  if (answer.redirected) return; // to the sign-in page
  const wait = Number(answer.headers.get("Retry-After"));
  if (answer.ok) await drop("waiting", row.id);
  else await put("waiting", { ...row, status: answer.status, refused: answer.status !== 429, after: Date.now() + wait * 1000, answer: (await answer.text()).slice(0, 30_000) });
  await changed(await piece(answer.ok ? `sent-${row.kind}` : "refused"));
}

async function again(id) {
  const row = await get("waiting", id);
  if (row) await put("waiting", { ...row, refused: false, after: 0 });
  await flush();
}

// News waits until a page says that it was shown: one that is being left shows nothing.
async function changed(news = "") {
  const row = { id: crypto.randomUUID(), news };
  if (news) await put("facts", row);
  for (const client of await clients.matchAll()) client.postMessage({ ...row, changed: true });
}
