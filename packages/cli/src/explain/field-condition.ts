import type { Spoken } from './language.ts'

/** When a rule about a field holds, in words; as the data have it where nobody has translated it. */
export function fieldCondition(condition: string, language: Spoken): string {
  return language === 'ru' ? (RUSSIAN[condition] ?? condition) : condition
}

const RUSSIAN: Readonly<Record<string, string>> = {
  'a 200 to the same request would carry it': 'если он был бы в ответе 200 на тот же запрос',
  'error code': 'код ошибки',
  'Cloudflare error headers': 'заголовки ошибок Cloudflare',
  'ERR_ name and errno': 'имя ERR_ и errno',
  'error parameter': 'параметр error',
  'warn-code SP warn-agent SP warn-text': 'код, агент и текст через пробел',
  'names what to echo back in Ms-Echo-Reply': 'говорит, что вернуть в Ms-Echo-Reply',
  'new server URL for the client': 'новый адрес сервера для клиента',
  'where to renew the password': 'где сменить пароль',
  'bytes stored so far; absent when none stored':
    'сколько байтов сохранено; если ничего, заголовка нет',
  'the upload resource is new': 'если ресурс загрузки новый',
  'the upload resource is new and has limits': 'если ресурс загрузки новый и у него есть пределы',
  'the new resource is not the target itself': 'если новый ресурс — не сам запрошенный',
  'one part is sent (several parts: in each part instead)':
    'если часть одна; если их несколько — в каждой части',
  'one choice is preferred': 'если один вариант предпочтителен',
  'RFC 2616 is followed': 'если следовать RFC 2616',
  'the condition is temporary': 'если это временно',
  'the content coding was the problem': 'если дело в кодировании содержимого',
  'the media type was the problem': 'если дело в типе содержимого',
  'the range was in bytes': 'если диапазон был в байтах',
  'the blocking entity may be named (rel="blocked-by")':
    'можно назвать, кто блокирует (rel="blocked-by")',
}
