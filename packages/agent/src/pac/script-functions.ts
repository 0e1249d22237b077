/**
 * The functions that a script may call, as text that runs with it, inside its machine: a pattern or an
 * object of the script can so keep nobody busy but itself. What is about the world comes from `host`,
 * which gives and takes text and numbers only. Netscape's page named the first twelve; those in `Ex`
 * are Microsoft's, as Chromium has them. They answer as Chromium's do (e2e/agent-pac-chromium.test.ts).
 */
export const SCRIPT_FUNCTIONS: string = `
(function (global, host) {
  'use strict'
  var Day = Date
  var text = String
  var OCTETS = /^(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})$/
  var WEEKDAYS = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 }
  var MONTHS = {
    JAN: 0, FEB: 1, MAR: 2, APR: 3, MAY: 4, JUN: 5, JUL: 6, AUG: 7, SEP: 8, OCT: 9, NOV: 10, DEC: 11
  }

  function own(table, key) {
    return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : -1
  }
  function octetsOf(address) {
    var found = OCTETS.exec(address)
    if (found === null) return null
    var number = 0
    for (var i = 1; i <= 4; i++) {
      if (found[i] > 255) return null
      number = number * 256 + Number(found[i])
    }
    return number
  }
  /* The arguments without a last "GMT", and the parts of the time in that zone. */
  function moment(given) {
    var list = Array.prototype.slice.call(given)
    var isUtc = list.length > 0 && list[list.length - 1] === 'GMT'
    if (isUtc) list.pop()
    var now = new Day(host.now())
    return {
      list: list,
      weekday: isUtc ? now.getUTCDay() : now.getDay(),
      day: isUtc ? now.getUTCDate() : now.getDate(),
      month: isUtc ? now.getUTCMonth() : now.getMonth(),
      year: isUtc ? now.getUTCFullYear() : now.getFullYear(),
      hour: isUtc ? now.getUTCHours() : now.getHours(),
      minute: isUtc ? now.getUTCMinutes() : now.getMinutes(),
      second: isUtc ? now.getUTCSeconds() : now.getSeconds()
    }
  }
  /* Ranges go over midnight, the weekend and New Year. */
  function isBetween(from, now, to) {
    return from <= to ? from <= now && now <= to : now <= to || from <= now
  }
  function addresses(name) {
    var found = host.lookUp(text(name))
    return found === '' ? [] : found.split(';')
  }

  var functions = {
    isPlainHostName: function (name) {
      return !/[.:]/.test(text(name))
    },
    dnsDomainIs: function (name, domain) {
      return text(name).endsWith(text(domain))
    },
    localHostOrDomainIs: function (name, full) {
      return text(name) === text(full) || text(full).indexOf(text(name) + '.') === 0
    },
    dnsDomainLevels: function (name) {
      return text(name).split('.').length - 1
    },
    dnsResolve: function (name) {
      var found = addresses(name)
      for (var i = 0; i < found.length; i++) if (octetsOf(found[i]) !== null) return found[i]
      return null
    },
    dnsResolveEx: function (name) {
      return addresses(name).join(';')
    },
    isResolvable: function (name) {
      return functions.dnsResolve(name) !== null
    },
    isResolvableEx: function (name) {
      return addresses(name).length > 0
    },
    isInNet: function (name, pattern, mask) {
      var wanted = octetsOf(pattern)
      var bits = octetsOf(mask)
      if (wanted === null || bits === null) return false
      var number = octetsOf(name)
      if (number === null) number = octetsOf(functions.dnsResolve(name))
      return number !== null && (number & bits) === (wanted & bits)
    },
    isInNetEx: function (address, prefix) {
      return host.isInPrefix(text(address), text(prefix))
    },
    sortIpAddressList: function (list) {
      var sorted = host.sortAddresses(text(list))
      return sorted === '' ? false : sorted
    },
    myIpAddress: function () {
      var found = host.ownAddresses().split(';')
      for (var i = 0; i < found.length; i++) if (octetsOf(found[i]) !== null) return found[i]
      return found[0] || '127.0.0.1'
    },
    myIpAddressEx: function () {
      return host.ownAddresses()
    },
    /* Brackets and bars mean what they mean in a regular expression, as in browsers. */
    shExpMatch: function (string, pattern) {
      var expression = text(pattern)
        .replace(/\\./g, '\\\\.')
        .replace(/\\*/g, '.*')
        .replace(/\\?/g, '.')
      return new RegExp('^' + expression + '$').test(text(string))
    },
    weekdayRange: function () {
      var now = moment(arguments)
      if (now.list.length < 1) return false
      var from = own(WEEKDAYS, now.list[0])
      var to = now.list.length > 1 ? own(WEEKDAYS, now.list[1]) : from
      return from >= 0 && to >= 0 && isBetween(from, now.weekday, to)
    },
    /* Days are up to 31, years above, months are words; both ends have the same parts. */
    dateRange: function () {
      var now = moment(arguments)
      function read(parts) {
        var kinds = ''
        var number = 0
        var current = 0
        function add(kind, weight, value, present) {
          kinds += kind
          number += value * weight
          current += present * weight
        }
        for (var i = 0; i < parts.length; i++) {
          var month = own(MONTHS, parts[i])
          var count = Number(parts[i])
          if (month >= 0) add('m', 100, month, now.month)
          else if (count >= 1 && count <= 31) add('d', 1, count, now.day)
          else if (count > 31) add('y', 10000, count, now.year)
          else return null
        }
        return { kinds: kinds, number: number, current: current }
      }
      var count = now.list.length
      if (count === 0 || (count > 1 && count % 2 === 1)) return false
      var from = read(now.list.slice(0, Math.ceil(count / 2)))
      var to = count === 1 ? from : read(now.list.slice(count / 2))
      if (from === null || to === null || from.kinds !== to.kinds) return false
      return isBetween(from.number, from.current, to.number)
    },
    timeRange: function () {
      var now = moment(arguments)
      var at = now.list.map(Number)
      if (at.some(isNaN)) return false
      var second = (now.hour * 60 + now.minute) * 60 + now.second
      function seconds(hour, minute, rest) {
        return (hour * 60 + minute) * 60 + rest
      }
      switch (at.length) {
        case 1:
          return now.hour === at[0]
        case 2:
          /* Not over midnight: so it has been in every browser. */
          return at[0] <= now.hour && now.hour <= at[1]
        case 4:
          return isBetween(seconds(at[0], at[1], 0), second, seconds(at[2], at[3], 59))
        case 6:
          return isBetween(seconds(at[0], at[1], at[2]), second, seconds(at[3], at[4], at[5]))
        default:
          return false
      }
    },
    alert: function (message) {
      host.alert(text(message).slice(0, 256))
    }
  }
  for (var name in functions) global[name] = functions[name]
})
`
