// What scrolls can be reached with the keyboard, and the two sidebars have names of their own.
document.addEventListener("DOMContentLoaded", () => {
  let number = 0;
  for (const box of document.querySelectorAll(".highlight pre, pre.literal-block, .table-wrapper")) {
    number += 1;
    if (box.scrollWidth <= box.clientWidth) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `${box.matches("pre") ? "Code" : "Table"} ${number}`);
  }
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Navigation");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");
});
