/* The search page: asks Pagefind's index, which lies beside the page, and shows what it finds.

   What is found is put into the page as text, never as HTML: the index holds the words of documents. */

"use strict";

(() => {
  const form = document.getElementById("search");
  const words = document.getElementById("search-words");
  const kind = document.getElementById("search-kind");
  const text = document.getElementById("search-text");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-found");
  const more = document.getElementById("search-more");
  const without = document.getElementById("search-without");

  const AT_ONCE = 20; // results shown before one asks for more
  const PASSAGES = 6; // of one text or its notes, before one opens the rest
  const PAUSE = 200; // milliseconds after a key before the search begins

  let pagefind;
  let asked = 0; // the number of the last question: the answer to an earlier one comes too late
  let rest = []; // what has not been looked at yet
  let shown = 0;
  let timer;

  function made(name, content, attributes = {}) {
    const element = document.createElement(name);
    if (content) element.append(content);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  /* Pagefind gives HTML with mark elements; nothing but their text is taken from it. */
  function excerpt(html) {
    const paragraph = made("p", "", { class: "excerpt" });
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of parsed.childNodes) {
      const content = node.textContent;
      paragraph.append(node.nodeName === "MARK" ? made("mark", content) : content);
    }
    return paragraph;
  }

  function passage(found, data) {
    const id = found.anchor ? found.anchor.id : "";
    const item = made("li");
    if (id) {
      const number = found.title === "·" ? "" : found.title;
      const name = data.meta.kind === "note" ? form.dataset.kindNote : form.dataset.paragraph;
      item.append(made("a", number ? `${name} ${number}` : data.meta.title, { href: `${data.meta.href}#${id}` }));
    }
    // The number of a passage stands before its words in the index, as its heading.
    const heading = `${found.title}. `;
    const words = found.excerpt.startsWith(heading) ? found.excerpt.slice(heading.length) : found.excerpt;
    item.append(excerpt(words));
    return item;
  }

  function result(data) {
    const item = made("li", "", { class: "found" });
    const title = made("p", "", { class: "found-title" });
    title.append(made("a", data.meta.title, { href: data.meta.href }), " ");
    title.append(made("span", form.getAttribute(`data-kind-${data.meta.kind}`), { class: "kind" }));
    item.append(title);
    const passages = data.sub_results.filter((found) => found.anchor);
    if (passages.length === 0) {
      item.append(excerpt(data.excerpt));
      return item;
    }
    const first = made("ul", "", { class: "passages" });
    first.append(...passages.slice(0, PASSAGES).map((found) => passage(found, data)));
    item.append(first);
    if (passages.length > PASSAGES) {
      const others = made("details");
      const all = made("ul", "", { class: "passages" });
      all.append(...passages.slice(PASSAGES).map((found) => passage(found, data)));
      others.append(made("summary", `${form.dataset.more} (${passages.length - PASSAGES})`), all);
      item.append(others);
    }
    return item;
  }

  function fits(data) {
    if (kind.value && data.meta.kind !== kind.value) return false;
    return !text.value || (data.meta.texts || "").split(" ").includes(text.value);
  }

  async function show(question) {
    const end = shown + AT_ONCE;
    while (rest.length > 0 && shown < end) {
      const some = rest.splice(0, AT_ONCE);
      const loaded = await Promise.all(some.map((found) => found.data()));
      if (question !== asked) return;
      for (const data of loaded.filter(fits)) {
        list.append(result(data));
        shown += 1;
      }
    }
    more.hidden = rest.length === 0;
    const message = shown === 0 ? form.dataset.nothing : rest.length > 0 ? form.dataset.foundSome : form.dataset.found;
    status.textContent = message.replace("{number}", shown).replace("{all}", shown + rest.length);
  }

  async function search() {
    clearTimeout(timer); // or what was typed before Enter would be searched for twice
    const question = ++asked;
    const query = words.value.trim();
    remember(query);
    const answer = query ? await pagefind.search(query) : null;
    if (question !== asked) return;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    shown = 0;
    rest = answer ? answer.results.slice() : [];
    if (query) await show(question);
  }

  /* The question is part of the address, so that one can come back to it. */
  function remember(query) {
    const asked = new URLSearchParams();
    if (query) asked.set("q", query);
    if (kind.value) asked.set("kind", kind.value);
    if (text.value) asked.set("text", text.value);
    const address = asked.size > 0 ? `?${asked}` : location.pathname;
    history.replaceState(null, "", address);
  }

  function recall() {
    const asked = new URLSearchParams(location.search);
    words.value = asked.get("q") || "";
    kind.value = asked.get("kind") || "";
    text.value = asked.get("text") || "";
    if (kind.selectedIndex < 0) kind.value = "";
    if (text.selectedIndex < 0) text.value = "";
  }

  async function start() {
    if (location.protocol === "file:") {
      without.textContent = form.dataset.served;
      return;
    }
    pagefind = await import("./pagefind/pagefind.js");
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    without.hidden = true;
    form.hidden = false;
    recall();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    kind.addEventListener("change", search);
    text.addEventListener("change", search);
    more.addEventListener("click", async () => {
      const last = list.lastElementChild;
      await show(asked);
      const next = last && last.nextElementSibling && last.nextElementSibling.querySelector("a");
      if (next) next.focus();
    });
    if (words.value) search();
  }

  if (form) start();
})();
