// What the pages do beyond being read: asking, deleting, printing. For browsers from 2016 on.
(function () {
  'use strict';

  const STORED = 'cuoc';
  const FORM = /^[0-9a-f]{32}$/;
  const PATIENCE = 30000;  // milliseconds for one attempt; a slow network needs long
  const LONGEST_PAUSE = 30;  // seconds between attempts
  const root = document.body.getAttribute('data-root');
  let remembered = null;  // where the browser refuses to store anything

  function random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, (b) => ('0' + b.toString(16)).slice(-2)).join('');
  }

  function uuid() {
    const hex = random();
    const variant = '89ab'[parseInt(hex[16], 16) & 3];
    return [hex.slice(0, 8), hex.slice(8, 12), '4' + hex.slice(13, 16),
      variant + hex.slice(17, 20), hex.slice(20)].join('-');
  }

  function conversation() {
    let id = remembered;
    try { id = localStorage.getItem(STORED); } catch (refused) { /* stays in memory */ }
    return FORM.test(id || '') ? id : null;
  }

  function remember(id) {
    remembered = id;
    try {
      if (id) localStorage.setItem(STORED, id); else localStorage.removeItem(STORED);
    } catch (refused) { /* stays in memory */ }
  }

  function ownConversation() {
    if (!conversation()) remember(random());
    return conversation();
  }

  // Calls `done(status, reply, seconds)`; status 0 is a lost connection, seconds what to wait.
  function post(path, body, done) {
    const request = new XMLHttpRequest();
    request.open('POST', root + path);
    request.timeout = PATIENCE;
    request.setRequestHeader('Content-Type', 'application/json');
    request.onloadend = function () {
      let reply = null;
      try { reply = JSON.parse(request.responseText); } catch (unreadable) { /* not from us */ }
      done(request.status, reply, Number(request.getResponseHeader('Retry-After')) || 0);
    };
    request.send(JSON.stringify(body));
  }

  function element(tag, classes, text) {
    const made = document.createElement(tag);
    if (classes) made.className = classes;
    if (text) made.textContent = text;
    return made;
  }

  function talk(main) {
    const words = JSON.parse(main.getAttribute('data-words'));
    const log = document.getElementById('log');
    const form = document.getElementById('write');
    const input = document.getElementById('loi');
    const trouble = document.getElementById('trouble');
    const retry = document.getElementById('retry');
    const queue = [];  // what was asked and not answered yet, oldest first
    let sending = false;
    let attempts = 0;
    let timer = 0;
    // Who is talking was just read above the first question; not so by whom a link led further down.
    let greeted = main.hasAttribute('data-start') ? null : log.querySelector('.notice');

    function leaving(event) {
      event.preventDefault();
      event.returnValue = '';
    }

    function complain(text, mayRetry) {
      if (trouble.textContent !== text) trouble.textContent = text;
      retry.hidden = !mayRetry;
    }

    function ask(message, shown, button) {
      if (button) {
        if (button.getAttribute('aria-disabled') === 'true') return;
        button.setAttribute('aria-disabled', 'true');
      }
      const bubble = element('div', 'said you');
      const state = element('p', 'state', words.waiting);
      bubble.appendChild(element('span', 'aside', words.you));
      bubble.appendChild(element('p', '', shown));
      bubble.appendChild(state);
      log.appendChild(bubble);
      bubble.scrollIntoView(true);
      message.cuoc = ownConversation();
      message.so = uuid();
      queue.push({ message: message, bubble: bubble, state: state, button: button });
      if (queue.length === 1) window.addEventListener('beforeunload', leaving);
      send();
    }

    function send() {
      if (sending || !queue.length) return;
      clearTimeout(timer);
      sending = true;
      const item = queue[0];
      item.state.textContent = words.waiting;
      post('api/hoi', item.message, function (status, reply, seconds) {
        sending = false;
        if (status === 200 && reply && reply.tra_loi) {
          settle(item, '');
          reply.tra_loi.forEach(show);
          item.bubble.scrollIntoView(true);
        } else if (status === 413) {
          settle(item, words.too_long);
        } else if (status === 400) {
          settle(item, words.refused);
        } else {
          item.state.textContent = words.kept;
          wait(status, seconds);
        }
      });
    }

    function settle(item, state) {
      queue.shift();
      attempts = 0;
      complain('', false);
      item.state.textContent = state;
      item.state.hidden = !state;
      if (item.button) item.button.removeAttribute('aria-disabled');
      if (!queue.length) window.removeEventListener('beforeunload', leaving);
      // Not at once: what came is shown first.
      timer = setTimeout(send, 0);
    }

    function wait(status, seconds) {
      const text = { 0: words.offline, 429: words.too_fast }[status] || words.busy;
      complain(text, status !== 429);
      const growing = Math.min(LONGEST_PAUSE, Math.pow(2, attempts));
      attempts += 1;
      // Phones that lost the same network must not all come back in the same second.
      timer = setTimeout(send, 1000 * Math.max(seconds, growing * (0.75 + Math.random() / 2)));
    }

    function atOnce() {
      if (sending || !queue.length) return;
      attempts = 0;
      send();
    }

    function row(classes, label, items, make) {
      if (!items.length) return null;
      const made = element('div', classes);
      made.setAttribute('role', 'group');
      made.setAttribute('aria-label', label);
      items.forEach((item) => made.appendChild(make(item)));
      return made;
    }

    function choice(item) {
      const button = element('button', '', item.chu);
      button.type = 'button';
      button.setAttribute('data-nut', item.gia_tri);
      return button;
    }

    function address(item) {
      const link = element('a', 'button', '🔗 ' + item.chu);
      link.href = item.url;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      return link;
    }

    function show(answer) {
      const bubble = element('div', 'said');
      const text = element('div', 'text');
      text.innerHTML = answer.html;
      const notice = text.querySelector('.notice');
      if (greeted && notice && notice.textContent === greeted.textContent) {
        text.removeChild(notice);
      }
      greeted = null;
      bubble.appendChild(element('span', 'aside', words.assistant));
      bubble.appendChild(text);
      [row('choices', words.choices, answer.nut, choice),
        row('choices', words.links, answer.lien_ket, address),
        row('choices tools', words.tools, answer.cong_cu, choice),
      ].forEach((part) => { if (part) bubble.appendChild(part); });
      log.appendChild(bubble);
    }

    function fit() {
      input.style.height = 'auto';
      input.style.height = input.scrollHeight + 2 + 'px';
    }

    function typed(event) {
      event.preventDefault();
      const text = input.value.trim();
      if (text) {
        input.value = '';
        fit();
        ask({ loi: text }, text);
      }
      input.focus();
    }

    log.addEventListener('click', function (event) {
      const button = event.target.closest('[data-nut]');
      if (!button) return;
      event.preventDefault();
      ask({ nut: button.getAttribute('data-nut') }, button.textContent.trim(), button);
    });
    form.addEventListener('submit', typed);
    input.addEventListener('input', fit);
    input.addEventListener('keydown', function (event) {
      // While a word is being put together (Telex), Enter belongs to the keyboard.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) typed(event);
    });
    retry.addEventListener('click', function () {
      complain(words.retrying, true);
      atOnce();
    });
    window.addEventListener('online', atOnce);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) atOnce(); });
    form.hidden = false;

    const start = main.getAttribute('data-start');
    if (start) {
      // Reloading must not ask it again.
      history.replaceState(null, '', location.pathname);
      ask({ nut: start }, main.getAttribute('data-start-title'));
    }
  }

  function deleting(box) {
    const words = JSON.parse(box.getAttribute('data-words'));
    const first = document.getElementById('delete');
    const sure = document.getElementById('sure');
    const said = document.getElementById('said');

    function choose(asked) {
      first.hidden = asked;
      sure.hidden = !asked;
      (asked ? sure : first).focus();
    }

    first.addEventListener('click', function () {
      if (conversation()) choose(true); else said.textContent = words.nothing;
    });
    document.getElementById('no').addEventListener('click', () => choose(false));
    document.getElementById('yes').addEventListener('click', function () {
      choose(false);
      said.textContent = words.deleting;
      post('api/xoa', { cuoc: conversation() }, function (status, reply) {
        if (status === 200 && reply && reply.html) {
          remember(null);
          said.innerHTML = reply.html;
        } else {
          said.textContent = words.failed;
        }
      });
    });
    box.hidden = false;
  }

  const main = document.getElementById('talk');
  if (main) talk(main);
  const box = document.getElementById('deleting');
  if (box) deleting(box);
  const printing = document.getElementById('print');
  if (printing) {
    printing.hidden = false;
    printing.addEventListener('click', () => window.print());
  }
}());
