// A picture for a metered line: at most 2000 pixels wide and high, upright, without what the camera wrote beside it.
(() => {
  const SIDE = 2000, LEAST = 320, QUALITY = 0.85, SMALL = 400e3;

  function scaled({ width, height }) {
    const scale = Math.min(1, Math.max(SIDE / Math.max(width, height), LEAST / Math.min(width, height)));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  }

  // The lighter of the two; what this browser cannot read or write is sent as it is, and judged there.
  window.lighterPicture = async (file) => {
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const size = scaled(bitmap);
      if (size.width === bitmap.width && file.size < SMALL) return file;
      const canvas = Object.assign(document.createElement("canvas"), size);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, size.width, size.height);
      bitmap.close();
      const type = file.type === "image/jpeg" ? file.type : "image/webp";
      const blob = await new Promise((done) => canvas.toBlob(done, type, QUALITY));
      return blob && blob.type === type && blob.size < file.size ? blob : file;
    } catch {
      return file;
    }
  };
})();
