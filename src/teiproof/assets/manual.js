// Among all names of a manual, shows those in which what is typed occurs. Without it all of them are there.
"use strict";

(() => {
  const field = document.getElementById("wanted");
  const found = document.getElementById("found");
  const entries = [...document.querySelectorAll("#names > li")];
  const names = entries.map((entry) => entry.querySelector("code").textContent.toLowerCase());

  const show = () => {
    const wanted = field.value.trim().toLowerCase();
    let count = 0;
    entries.forEach((entry, index) => {
      entry.hidden = !names[index].includes(wanted);
      count += entry.hidden ? 0 : 1;
    });
    found.textContent = wanted ? found.dataset.text.replace("%", count) : "";
  };

  document.getElementById("manual-search").hidden = false;
  field.addEventListener("input", show);
  show();
})();
