// What this worker fetched since it was last asked, for the byte meter of the page that asks.
addEventListener("message", (event) => {
  if (event.data?.do !== "weigh") return;
  const weighed = performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0);
  performance.clearResourceTimings();
  event.source?.postMessage({ weighed });
});
