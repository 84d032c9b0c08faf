// When the worker comes, what it answers, and what pages ask it.
addEventListener("install", (event) => event.waitUntil(layShell()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") return posted(event, url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event));
  else if (url.pathname.startsWith("/media/") && request.destination === "image") event.respondWith(picture(event));
});

const ASKED = {
  hello: (asked, source) => hello(asked, source),
  list: async () => ({ waiting: await all("waiting"), pictures: (await all("pictures")).length }),
  empty: (asked) => empty(asked.waiting),
  again: (asked) => again(asked.id),
  forget: (asked) => drop(asked.store || "waiting", asked.id).then(changed),
  takeover: () => skipWaiting(),
};
addEventListener("message", (event) => {
  const answer = ASKED[event.data?.ask]?.(event.data, event.source);
  if (answer) event.waitUntil(answer.then((found) => event.ports[0]?.postMessage(found)));
});

// A page has arrived: who looks at it, in which language and theme. The very first one was not seen on its way.
async function hello({ who, look: now }, source) {
  const before = await get("facts", "here");
  await put("facts", { id: "here", who, look: now });
  for (const row of await all("facts")) if (row.news) source.postMessage(row);
  if (before && before.look !== now) await layShell();
  const url = source.url.split("#")[0];
  if (!before && !who && !(await kept(url, PAGES))) {
    const answer = await fetch(url, { cache: "no-cache" });
    if (keepable(answer)) await keepPage(url, answer);
  }
  await flush();
}

async function empty(waiting) {
  await Promise.all([PAGES, FILES, PICTURES].map((name) => caches.delete(name)));
  await clear("pictures");
  if (waiting) await clear("waiting");
  await changed();
}
