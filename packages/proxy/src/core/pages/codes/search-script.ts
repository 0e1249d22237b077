/**
 * The only script of the registry's pages. On the first page it searches; on the others `/` leads
 * there. It asks for nothing and writes no markup: results are text put into elements.
 */
export const SEARCH_SCRIPT: string = String.raw`(() => {
  const box = document.getElementById('search')
  addEventListener('keydown', (event) => {
    const inField = event.target instanceof HTMLInputElement
    if (event.key !== '/' || inField || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (box) field.focus()
    else document.querySelector('a[rel=search]').click()
  })
  if (!box) return
  const field = document.getElementById('q')
  const list = document.getElementById('found')
  const count = document.getElementById('count')
  const all = document.getElementById('all')
  const fold = (text) => text.toLowerCase().replaceAll('ё', 'е')
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)*/gu) || []
  const entries = JSON.parse(document.getElementById('entries').textContent).map(
    ([href, key, name, source, names, text]) => ({
      href, key, name, source, text,
      places: [
        [[fold(key), ...wordsOf(key.replace(/[._]/g, ' '))], 50],
        [wordsOf(name), 20],
        [wordsOf(names).concat(wordsOf(names.replace(/_/g, ' '))), 11],
        [wordsOf(source), 8],
        [wordsOf(text), 2],
      ],
    }),
  )
  const scoreOf = (entry, words) => {
    let score = 0
    for (const word of words) {
      let best = 0
      for (const [candidates, worth] of entry.places) {
        if (best >= worth * 2) continue
        for (const one of candidates) {
          if (one === word) best = Math.max(best, worth * 2)
          else if (one.startsWith(word)) best = Math.max(best, worth)
        }
      }
      if (best === 0) return 0
      score += best
    }
    return score
  }
  const add = (parent, name, text, className) => {
    const child = parent.appendChild(document.createElement(name))
    child.textContent = text
    if (className) child.className = className
    return child
  }
  const show = () => {
    // A key such as -- has no letters: it is looked for as it is.
    const typed = fold(field.value.trim())
    const words = wordsOf(typed).length || typed === '' ? wordsOf(typed) : [typed]
    all.hidden = words.length > 0
    list.replaceChildren()
    count.textContent = ''
    if (words.length === 0) return
    const hits = entries
      .map((entry) => ({ entry, score: scoreOf(entry, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    count.textContent = hits.length ? count.dataset.found.replace('{n}', hits.length) : count.dataset.nothing
    for (const { entry } of hits.slice(0, 60)) {
      const row = add(list, 'li', '')
      const link = add(row, 'a', '')
      link.href = entry.href
      add(link, 'b', entry.key)
      add(link, 'span', entry.name === entry.key ? '' : entry.name)
      add(row, 'span', entry.source, 'whose')
      add(row, 'p', entry.text, 'soft')
    }
  }
  const links = () => [...list.querySelectorAll('a')]
  box.hidden = false
  field.addEventListener('input', show)
  box.addEventListener('keydown', (event) => {
    const at = links().indexOf(document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && list.firstChild) {
      event.preventDefault()
      const to = at + step
      if (to < 0) field.focus()
      else links()[Math.min(to, links().length - 1)].focus()
    } else if (event.key === 'Enter' && at < 0 && list.firstChild) {
      event.preventDefault()
      links()[0].click()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (field.value === '') field.blur()
      else {
        field.value = ''
        show()
        field.focus()
      }
    }
  })
  if (location.hash === '#q') field.focus()
  addEventListener('pageshow', show)
})()`

/** SHA-256 of the script, as the page's policy names it; its test computes it anew. */
export const SEARCH_SCRIPT_HASH = 'sha256-Oxge3mFKj1SmpZ/BIomC+FKEdmk9/KfvCGDxH61r2G0='
