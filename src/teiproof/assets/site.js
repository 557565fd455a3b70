// What a little JavaScript adds to the pages of a site. Without it every word is still there: notes at the end,
// entries in the registers, both readings side by side. Nothing is requested, nothing is stored.
"use strict";

(() => {
  const root = document.documentElement;
  const main = document.querySelector("main");
  const wide = window.matchMedia("(min-width: 68.75rem)");
  const words = (name) => main?.dataset[name] ?? "";

  // Switches

  for (const bar of document.querySelectorAll(".switches")) bar.hidden = false;

  const press = (button, group) => {
    for (const other of group) other.setAttribute("aria-pressed", String(other === button));
  };

  const readings = [...document.querySelectorAll("[data-reading]")];
  for (const button of readings) {
    button.addEventListener("click", () => {
      const diplomatic = button.dataset.reading === "diplomatic";
      press(button, readings);
      if (root.classList.contains("diplomatic") === diplomatic) return;
      root.classList.toggle("diplomatic", diplomatic);
      // What is read comes first; the other reading follows in brackets.
      for (const choice of document.querySelectorAll(".reading .choice")) {
        const variants = [...choice.children].filter((child) => child.classList.contains("variant"));
        if (diplomatic) choice.prepend(...variants);
        else choice.append(...variants);
      }
      placeNotes();
    });
  }
  for (const read of document.querySelectorAll(".choice > :is(.corr, .reg, .expan, .ex)")) {
    read.dataset.label = words("edited");
  }

  for (const button of document.querySelectorAll("[data-highlight]")) {
    button.addEventListener("click", () => {
      const on = root.classList.toggle(`show-${button.dataset.highlight}`);
      button.setAttribute("aria-pressed", String(on));
    });
  }

  // Registers in another order

  const entries = document.querySelector(".entries");
  const sorts = [...document.querySelectorAll("[data-sort]")];
  const inOrder = entries ? [...entries.children] : [];
  const blocks = inOrder.filter((child) => child.classList.contains("entry-block"));
  // As a number of days, about; what has no date comes last.
  const dayOf = (text) => {
    const found = /^(-?)(\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
    if (!found) return Infinity;
    const [, before, year, month = 0, day = 0] = found;
    return (before ? -372 : 372) * year + 31 * month + Number(day);
  };
  const orders = {
    date: (one, other) => dayOf(one.dataset.date) - dayOf(other.dataset.date) || 0,
    mentions: (one, other) => other.dataset.mentions - one.dataset.mentions,
  };
  for (const button of sorts) {
    button.addEventListener("click", () => {
      press(button, sorts);
      const order = orders[button.dataset.sort];
      entries.classList.toggle("sorted", Boolean(order));
      entries.append(...(order ? [...blocks].sort(order) : inOrder));
    });
  }

  // Tables in another order: by what a cell says to sort it by, or else by its words

  const inLanguage = new Intl.Collator(root.lang || undefined);
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const compare = (one, other) => {
        const [a, b] = [one.cells[column], other.cells[column]];
        const [x, y] = [a.dataset.order, b.dataset.order];
        if (x === undefined || y === undefined) return inLanguage.compare(a.textContent, b.textContent);
        return Number(x > y) - Number(x < y);
      };
      button.addEventListener("click", () => {
        const turned = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", turned ? "descending" : "ascending");
        body.append(...[...rows].sort(turned ? (one, other) => compare(other, one) : compare));
      });
    });
  }

  // What is wider than the screen is scrolled, by the keyboard too

  const wideOnes = [...document.querySelectorAll(".reading :is(table, pre)")];
  const reachWide = () => {
    for (const element of wideOnes) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  };
  if (wideOnes.length) {
    reachWide();
    addEventListener("resize", reachWide);
  }

  // Notes: in the margin where there is room

  const notes = [...document.querySelectorAll(".endnotes li.note")];
  const marks = new Map();
  for (const mark of document.querySelectorAll(".reading a[role='doc-noteref'], .endnotes a[role='doc-noteref']")) {
    marks.set(decodeURIComponent(mark.hash.slice(1)), mark);
  }

  // Where the notes of a run stand, each below the one before, until one is at the height of its mark again. They are
  // cut to as many lines as let none come too far from its mark; three at least.
  const GAP = 9;
  const longest = (from, free, wanted, heights, line) => {
    let run = [];
    for (const lines of [Infinity, 20, 14, 10, 8, 7, 6, 5, 4, 3]) {
      run = [];
      let next = free;
      let drift = 0;
      for (let index = from; index < wanted.length && (index === from || next > wanted[index]); index += 1) {
        const top = Math.max(wanted[index], next);
        const height = heights[index] > (lines + 1) * line ? lines * line : heights[index];
        drift = Math.max(drift, top - wanted[index]);
        run.push({ top, height });
        next = top + height + GAP;
      }
      if (drift < 13 * line) break;
    }
    // The last has what room there is before the next run.
    const last = run.at(-1);
    const index = from + run.length - 1;
    const room = (wanted[index + 1] ?? Infinity) - last.top - GAP;
    last.height = Math.max(last.height, Math.min(heights[index], Math.floor(room / line) * line));
    return run;
  };

  const placeNotes = () => {
    root.classList.toggle("sidenotes", wide.matches && notes.length > 0);
    for (const note of notes) {
      note.style.cssText = "";
      note.classList.remove("cut");
    }
    if (!wide.matches) return;
    const top = main.getBoundingClientRect().top;
    // A mark within a note has the place of that note's own mark.
    const wanted = notes.map((note) => {
      let mark = marks.get(note.id);
      for (let around = mark?.closest("li.note"); around; around = mark?.closest("li.note")) mark = marks.get(around.id);
      return mark ? mark.getBoundingClientRect().top - top : 0;
    });
    const heights = notes.map((note) => note.scrollHeight);
    const line = notes.length ? parseFloat(getComputedStyle(notes[0]).lineHeight) : 0;
    let free = -Infinity;
    let index = 0;
    while (index < notes.length) {
      const run = longest(index, free, wanted, heights, line);
      for (const place of run) {
        const note = notes[index];
        note.style.top = `${place.top}px`;
        if (place.height < heights[index] - 2) {
          note.style.maxHeight = `${place.height}px`;
          note.classList.add("cut");
        }
        free = place.top + place.height + GAP;
        index += 1;
      }
    }
    const end = Number.isFinite(free) ? free : 0;
    main.style.minHeight = end > main.offsetHeight ? `${end}px` : "";
  };

  const openNote = (note, mark) => {
    for (const other of notes) other.classList.toggle("open", other === note);
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
    note.addEventListener("blur", () => note.classList.remove("open"), { once: true });
    note.mark = mark;
  };

  let popover = null;
  const closePopover = () => {
    if (!popover) return;
    const { box, mark } = popover;
    popover = null;
    box.remove();
    mark.focus();
  };
  const showPopover = (title, content, mark) => {
    popover?.box.remove();
    const box = document.createElement("div");
    box.className = "popover";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", title);
    box.tabIndex = -1;
    const head = document.createElement("div");
    head.className = "popover-head";
    const name = document.createElement("span");
    name.textContent = title;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words("close");
    close.addEventListener("click", closePopover);
    head.append(name, close);
    box.append(head, ...content);
    document.body.append(box);
    popover = { box, mark };
    close.focus();
  };
  const copyOf = (note) => {
    const copy = note.cloneNode(true);
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const back of copy.querySelectorAll("a.back")) back.remove();
    return [...copy.childNodes];
  };

  for (const [id, mark] of marks) {
    const note = document.getElementById(id);
    if (!note) continue;
    mark.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (wide.matches) openNote(note, mark);
      else showPopover(`${words("note")} ${mark.textContent}`, copyOf(note), mark);
    });
    const touch = (on) => () => note.classList.toggle("open", on);
    mark.addEventListener("pointerenter", touch(true));
    mark.addEventListener("pointerleave", touch(false));
  }
  for (const back of document.querySelectorAll(".endnotes a.back")) {
    back.addEventListener("click", (event) => {
      const mark = document.getElementById(decodeURIComponent(back.hash.slice(1)));
      if (!mark || !wide.matches) return;
      event.preventDefault();
      mark.focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (card) hideCard();
    else if (popover) closePopover();
    else {
      const note = document.activeElement?.closest(".endnotes li.note");
      note?.mark?.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (popover && !popover.box.contains(event.target) && !event.target.closest("a")) closePopover();
  });

  // Cards for names

  const cards = new Map();
  for (const template of document.querySelectorAll("template[data-card]")) cards.set(template.dataset.card, template);
  let card = null;
  let waiting = 0;
  const hideCard = () => {
    clearTimeout(waiting);
    card?.link.removeAttribute("aria-describedby");
    card?.box.remove();
    card = null;
  };
  const showCard = (link) => {
    hideCard();
    const template = cards.get(link.getAttribute("href"));
    if (!template) return;
    const box = document.createElement("div");
    box.className = "card";
    box.id = "page:card";
    box.setAttribute("role", "tooltip");
    box.append(template.content.cloneNode(true));
    document.body.append(box);
    link.setAttribute("aria-describedby", box.id);
    const place = link.getClientRects()[0];
    const origin = document.body.getBoundingClientRect();
    const fixed = getComputedStyle(document.body).position === "relative" ? origin : { left: -scrollX, top: -scrollY };
    const left = Math.min(Math.max(place.left, 12), root.clientWidth - box.offsetWidth - 12);
    const below = place.bottom + 6 + box.offsetHeight < root.clientHeight;
    box.style.left = `${left - fixed.left}px`;
    box.style.top = `${(below ? place.bottom + 6 : place.top - 6 - box.offsetHeight) - fixed.top}px`;
    card = { box, link };
    // It stays while the pointer is on it.
    box.addEventListener("pointerenter", () => clearTimeout(waiting));
    box.addEventListener("pointerleave", hideCard);
  };
  if (cards.size) {
    const linkOf = (event) => event.target.closest?.("main a[href]");
    document.addEventListener("pointerover", (event) => {
      const link = linkOf(event);
      if (!link || event.pointerType === "touch" || card?.link === link) return clearTimeout(waiting);
      clearTimeout(waiting);
      waiting = setTimeout(() => showCard(link), 180);
    });
    document.addEventListener("pointerout", (event) => {
      if (!linkOf(event)) return;
      clearTimeout(waiting);
      waiting = setTimeout(hideCard, 220);
    });
    document.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      if (link?.matches(":focus-visible")) showCard(link);
      else if (card && !card.box.contains(event.target)) hideCard();
    });
  }

  // The citation of a paragraph

  for (const number of document.querySelectorAll("a.paragraph-number")) {
    number.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !main.dataset.citation) return;
      event.preventDefault();
      history.pushState(null, "", number.hash);
      const text = document.createElement("p");
      text.lang = "en";
      const label = /^\d/.test(number.textContent) ? `, par. ${number.textContent}` : "";
      // Where the edition is published, if the page knows it; else where it is read.
      const page = document.querySelector("link[rel='canonical']")?.href ?? location.href.split("#")[0];
      text.textContent = `${main.dataset.citation.replace(/\.$/, "")}${label}. ${page}${number.hash}`;
      const copy = document.createElement("button");
      copy.type = "button";
      copy.textContent = words("copy");
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.textContent);
          copy.textContent = words("copied");
        } catch {
          getSelection().selectAllChildren(text);
        }
      });
      const line = document.createElement("p");
      line.append(copy);
      showPopover(words("cite"), [text, line], number);
    });
  }

  // Without scripts a target within the notes is at the end; with notes in the margin it is opened there.

  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (notes.length) {
    placeNotes();
    wide.addEventListener("change", placeNotes);
    new ResizeObserver(placeNotes).observe(document.querySelector(".reading") ?? main);
    document.fonts?.ready.then(placeNotes);
    if (wide.matches && target?.matches(".endnotes li.note")) openNote(target, marks.get(target.id));
  }
  target?.closest("details")?.setAttribute("open", "");

  // Paper has room for everything, and an address in any script is read as it is written.
  const readable = (address) => {
    try {
      return decodeURI(address).replace(/\s/g, encodeURIComponent);
    } catch {
      return address;
    }
  };
  window.addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll("main a[href^='http'][href*='%'], .about a[href^='http'][href*='%']")) {
      link.dataset.address = readable(link.getAttribute("href"));
    }
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      details.dataset.wasClosed = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-was-closed]")) {
      details.open = false;
      delete details.dataset.wasClosed;
    }
  });
})();
