import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentPage, mark } from './document.ts'
import { html } from './markup.ts'

const { body, mediaType, language } = documentPage(
  { language: 'en', title: '</title><script>' },
  html`${mark()}<h1>Here</h1>`,
)

test('a page says what it is written in', () => {
  assert.equal(mediaType, 'text/html; charset=utf-8')
  assert.equal(language, 'en')
  assert.match(body, /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/)
})

test('a title is text', () =>
  assert.match(body, /<title>&#60;\/title&#62;&#60;script&#62;<\/title>/))

test('a page loads nothing and lets nothing be loaded', () => {
  assert.doesNotMatch(
    body,
    /<script|<img|<iframe|<form|@import|url\(|src=|https?:\/\/(?!www\.w3\.org)/,
  )
  assert.match(body, /Content-Security-Policy" content="default-src &#39;none&#39;;/)
})

test('the icon is in the page, so that no browser asks the site for one', () => {
  const icon = /rel="icon" href="data:image\/svg\+xml,([^"]*)"/.exec(body)?.[1]
  assert.match(
    decodeURIComponent(icon ?? ''),
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>$/,
  )
})

test('a page fits a phone and follows the colour scheme', () => {
  assert.match(body, /name="viewport" content="width=device-width, initial-scale=1"/)
  assert.match(body, /name="color-scheme" content="light dark"/)
})
