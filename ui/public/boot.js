// Runs before the first paint, so that nobody sees a flash of the wrong theme, size or language.
(() => {
  const root = document.documentElement;
  let look = {};
  try {
    look = JSON.parse(localStorage.getItem("huike.look") || "{}");
  } catch {
    // A damaged preference is no reason not to open.
  }
  const dark =
    look.theme === "dark" || (look.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.density = look.density || "regular";
  root.style.setProperty("--zoom", String(look.zoom || 1));
  root.lang = look.language || (navigator.language.startsWith("zh") ? "zh-CN" : "en");
})();
