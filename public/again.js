// What "Try again" does where the page did not start. It asks the network for all that the page opens with, since the
// browser keeps these files for good, damaged ones too; without a connection the page stays as it is. A script of its
// own, which works without the start-up script; without this one the link reloads the page.
addEventListener("click", (event) => {
  const link = event.target;
  if (link.id !== "again") return;
  event.preventDefault();
  const words = link.textContent;
  link.textContent = "Trying…";
  const how = { cache: "reload", signal: AbortSignal.timeout(30_000) };
  const files = [...document.querySelectorAll("script[src], link[href]")].map((file) => fetch(file.src || file.href, how));
  Promise.all(files).then(() => location.reload(), () => (link.textContent = words));
});
