// What eyes and fingers need and axe does not ask. Each function gives sentences about what is wrong with the page.
window.audit = (() => {
  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const name = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const line = (one) => Boolean(one.closest(".sr, .skip, .trap"));
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !line(one) && one.getClientRects().length;
  const room = () => document.querySelector("dialog[open], [aria-modal=true]") || document;
  const stops = () => [...room().querySelectorAll(STOPS)].filter((one) => seen(one) && !one.disabled && one.tabIndex >= 0);

  function rgba(color) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  }
  function light(color) {
    const [r, g, b] = rgba(color).map((part) => ((part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }
  function ground(one) {
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (rgba(backgroundColor)[3] > 250) return backgroundColor;
    }
    return "Canvas";
  }

  // A link inside a sentence is as large as its words; everything else is as high as a finger, and a short word as wide as a mouse needs.
  function inSentence(one) {
    const words = one.parentElement.closest("p, li, dd, td, .note, h2")?.textContent.trim().length || 0;
    return getComputedStyle(one).display === "inline" && words > one.textContent.trim().length;
  }
  function reach(one) {
    const after = getComputedStyle(one, "::after");
    const boxes = [one, ...(one.labels || []), one.closest("label")].filter(Boolean).map((each) => each.getBoundingClientRect());
    if (after.position === "absolute" && after.content !== "none" && one.offsetParent) boxes.push((getComputedStyle(one).position === "static" ? one.offsetParent : one).getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  }
  function targets(least) {
    return stops().filter((one) => !inSentence(one)).flatMap((one) => {
      const [width, height] = reach(one);
      return height < least - 0.5 || width < 24 ? [`a target of ${Math.round(width)} × ${Math.round(height)}: ${name(one)}`] : [];
    });
  }

  function ring(one) {
    for (let at = one; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return [at, style.outlineColor];
    }
    return [null];
  }
  const stuck = (one) => {
    for (let at = one; at; at = at.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return at;
    return null;
  };
  // What is higher than a few lines may reach under a bar, where it begins it does not.
  function covered(one) {
    const { left, top, width, height } = one.getBoundingClientRect();
    return (height > 100 ? [0.15] : [0.1, 0.5, 0.9]).some((part) => {
      const met = document.elementFromPoint(left + width / 2, top + height * part), bar = met && stuck(met);
      return bar && !bar.contains(one) && !one.contains(met);
    });
  }
  // Each stop once, as the keyboard comes by: a ring of 3:1 that no bar covers.
  function focus() {
    const found = [];
    for (const one of stops()) {
      one.focus({ focusVisible: true });
      if (document.activeElement !== one) continue;
      const [owner, color] = ring(one);
      const under = owner && ground(owner.parentElement || owner);
      if (!owner) found.push(`no ring around ${name(one)}`);
      else if (contrast(color, under) < 3) found.push(`a ring of ${contrast(color, under).toFixed(1)} around ${name(one)}`);
      if (covered(one)) found.push(`a bar covers ${name(one)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return found;
  }

  // Text that its own box cuts off.
  function cut() {
    const found = [];
    for (const one of document.querySelectorAll("body *")) {
      const style = getComputedStyle(one);
      if (!seen(one) || !one.textContent.trim() || !/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
      if (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2) found.push(`cut: ${name(one)}`);
    }
    return found;
  }
  const moving = () => document.getAnimations().filter((one) => one.playState === "running").map((one) => `moves: ${one.animationName || one.transitionProperty} of ${name(one.effect.target)}`);

  return { targets, focus, cut, moving };
})();
