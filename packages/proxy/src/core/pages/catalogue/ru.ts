import type { Phrases } from './phrases.ts'
import { RELAY_RUSSIAN } from './relay-ru.ts'

export const RUSSIAN: Phrases = {
  fault: {
    madeByProxy: (proxy, site) =>
      site === ''
        ? `Эту страницу составил прокси ${proxy}, а не сайт.`
        : `Эту страницу составил прокси ${proxy}, а не ${site}.`,
    way: 'Как далеко прошёл ваш запрос',
    you: 'Вы',
    youNote: 'отправили запрос',
    proxyNote: 'составил эту страницу',
    site: 'сайт',
    siteNotes: {
      receive: 'запроса не получал',
      authenticate: 'запроса не получал',
      authorize: 'запроса не получал',
      route: 'не найден',
      connect: 'недоступен',
      forward: 'не дал пригодного ответа',
      relay: 'оборвал ответ',
    },
    target: 'Запрошено',
    aboutStatus: (status) => `Что значит ${status}, кто бы его ни прислал`,
    proxy: 'Прокси',
    signIn: 'Где указать имя и пароль',
    signInBrowser: 'В браузере загрузите страницу снова: он спросит имя и пароль.',
    specialCharacters:
      'Особые знаки пароля пишите в этих адресах кодами: `@`\u00a0— `%40`, `:`\u00a0— `%3A`, `/`\u00a0— `%2F`, `#`\u00a0— `%23`, `%`\u00a0— `%25`.',
  },
  readMore: (url) => `Читайте ${url}`,
  lineEnd: (fault, exchange) => `(ошибка ${fault}, номер обмена ${exchange})`,
  exactly: (happened, detail) => `${happened} Подробности: ${detail}.`,
  welcome: {
    title: 'Это прокси',
    lede: 'Вы открыли страницу самого Hopwise. Этот прокси загружает страницы для людей и программ, которых он знает, а если что-то не получилось, говорит, кто остановил запрос, почему и что делать дальше.',
    credentials: 'Он спрашивает имя и пароль. Их выдаёт администратор этого прокси.',
    tryIt: 'Проверьте',
    asksForPassword: 'Вместо NAME поставьте своё имя; пароль curl спросит сам.',
    setUp: 'Как настроить программы',
    capitals: 'Слова, написанные прописными буквами, замените своими.',
    errors: 'Что значат его ошибки',
    errorsNote: 'Все ошибки этого прокси: откуда они берутся и что с ними делать.',
    codesNote: 'Все коды состояния HTTP, кто бы их ни прислал.',
  },
  tools: {
    browser: {
      name: 'Браузер',
      note: 'В настройках прокси укажите для HTTP и HTTPS узел `{host}` и порт `{port}`. Имя и пароль браузер спросит сам.',
    },
    environment: {
      name: 'Переменные среды',
      note: 'Их читает большинство программ командной строки, в том числе curl, wget, git, npm, pip и apt.',
    },
    curl: { name: 'curl', note: 'Пароль спросит сам.' },
    git: { name: 'git', note: 'Пароль спросит сам; эта настройка действует и для https.' },
    npm: { name: 'npm', note: 'Хранится в `~/.npmrc`, и пароль тоже.' },
    pip: { name: 'pip', note: '' },
    apt: { name: 'apt', note: 'В файле вроде `/etc/apt/apt.conf.d/80proxy`.' },
    node: {
      name: 'Node.js',
      note: 'Начиная с версии 24.5: так он читает названные выше переменные среды.',
    },
    java: {
      name: 'Java',
      note: 'Имя и пароль должна передать сама программа через Authenticator.',
    },
    docker: {
      name: 'Docker',
      note: 'В файле `/etc/docker/daemon.json`; затем перезапустите службу. У Docker Desktop для этого свои настройки.',
    },
  },
  relay: RELAY_RUSSIAN,
  self: {
    title: (user) => `Вы — ${user}`,
    lede: (proxy) => `Прокси ${proxy} знает вас и передаёт ваши запросы дальше.`,
    scheme: 'Схема входа',
    client: 'Откуда',
    proxy: 'Прокси',
    address: 'Адрес',
    rules: 'Что для вас действует',
    noRules: 'Ограничений нет.',
  },
  reference: {
    title: 'Что значат ошибки этого прокси',
    lede: 'Запрос проходит эти шаги по порядку. От того, на каком он остановился, зависит, какую ошибку вы увидите.',
    all: 'Все ошибки',
    codes: 'Все коды состояния, кто бы их ни прислал',
    meaning: 'Что это значит',
    retry: 'Повтор запроса',
    proxyError: 'Ошибка в Proxy-Status',
    noProxyError: 'подходящей нет',
    type: 'Тип проблемы',
    neverSent: 'только в журнале: читать ответ уже некому',
    parties: {
      client: 'вы',
      proxy: 'этот прокси',
      'next-hop': 'сервер',
      origin: 'сайт',
      operator: 'администратор',
    },
  },
}
