// News that come while nobody looks: shown as they were sent, and opened where they lead, inside the house only.
(() => {
  const PAGE = "/dashboard/settings/push";
  const NEWS = { id: "", kind: "news", title: "kreatr", body: "", path: "/dashboard/notices", lang: "id" };

  function told(data) {
    try {
      return { ...NEWS, ...data.json() };
    } catch {
      return NEWS; // a push service that takes no words
    }
  }

  // One line a kind; the same message again takes its place without ringing.
  async function show(news) {
    const [old] = await registration.getNotifications({ tag: news.kind });
    await registration.showNotification(news.title, {
      body: news.body,
      tag: news.kind,
      lang: news.lang,
      icon: HOUSE.icon,
      badge: HOUSE.badge,
      renotify: !news.id || old?.data?.id !== news.id,
      data: { id: news.id, path: news.path },
    });
  }

  function inside(path) {
    const url = new URL(String(path), location.origin);
    return url.origin === location.origin ? url.href : new URL(NEWS.path, location.origin).href;
  }

  async function open(path) {
    const url = inside(path);
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const shown = windows.find((one) => one.url === url);
    return shown ? shown.focus() : clients.openWindow(url);
  }

  // The browser has changed its address: the house is told the new one, with the token of a page that only its person gets.
  async function renew() {
    const page = await (await fetch(PAGE)).text();
    const found = (pattern) => page.match(pattern)?.[1];
    const key = found(/data-push="([\w-]+)"/);
    const old = await registration.pushManager.getSubscription();
    await old?.unsubscribe();
    if (!key) return; // signed out: nothing rings here
    const fresh = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = fresh.toJSON();
    const body = new URLSearchParams({ endpoint, ...keys, server_key: key, csrf_token: found(/name="csrf_token" value="([^"]+)"/) });
    const answer = await fetch(PAGE, { method: "POST", body });
    if (!answer.ok) await fresh.unsubscribe();
  }

  addEventListener("push", (event) => event.waitUntil(show(told(event.data))));
  addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.path ?? NEWS.path));
  });
  addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew()));
})();
