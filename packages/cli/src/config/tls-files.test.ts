import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { certificates, type TestCertificates } from '../testing/certificates.ts'
import { directoryWith } from './testing/files.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'
import { FilePath } from './values/file-path.ts'
import { SecretReference } from './values/secret-reference.ts'

function readWith(
  t: TestContext,
  files: { readonly certificate?: string; readonly key?: string; readonly authorities?: string },
): Promise<TlsFiles> {
  const { certificate = '', key = '', authorities } = files
  const directory = directoryWith(t, {
    'a.pem': certificate,
    'a.key': key,
    'ca.pem': authorities ?? '',
  })
  const section = {
    certificate: new FilePath('a.pem'),
    key: new SecretReference({ file: new FilePath('a.key') }),
    ...(authorities !== undefined && {
      clientCertificates: { authorities: new FilePath('ca.pem'), required: true },
    }),
  }
  return readTlsFiles(section, { directory, env: {} }, Date.now())
}

test('certificate, key and authorities become settings', async (t) => {
  const { certificate, key, authority } = certificates(t)
  const authorities = `# ours\n${authority}\n${authority}`
  const { settings, problems } = await readWith(t, { certificate, key, authorities })
  assert.deepEqual(problems, [])
  assert.equal(settings?.certificate, certificate)
  assert.equal(settings?.clientCertificates?.authorities.length, 2)
  assert.equal(settings?.clientCertificates?.required, true)
})

const WRONG: readonly (readonly [string, (pem: TestCertificates) => object, string, RegExp])[] = [
  [
    'another key',
    ({ certificate, otherKey: key }) => ({ certificate, key }),
    'key',
    /^this is not the key of the certificate$/,
  ],
  [
    'no key',
    ({ certificate }) => ({ certificate, key: 'x' }),
    'key',
    /^this is not a private key in PEM without a passphrase$/,
  ],
  ['an empty key', ({ certificate }) => ({ certificate }), 'key', /a\.key: it is empty$/],
  [
    'no certificate',
    ({ key }) => ({ certificate: key, key }),
    'certificate',
    /a\.pem: there is no certificate in it/,
  ],
  [
    'a broken certificate',
    ({ certificate, key }) => ({ certificate: certificate.replace(/\n.{20}/, '\n'), key }),
    'certificate',
    /a\.pem: a certificate in it cannot be read$/,
  ],
  [
    'no authorities',
    ({ certificate, key }) => ({ certificate, key, authorities: '' }),
    'clientCertificates.authorities',
    /ca\.pem: there is no certificate in it/,
  ],
]
for (const [name, files, path, sentence] of WRONG) {
  test(`${name} is told, and there are no settings`, async (t) => {
    const { settings, problems } = await readWith(t, files(certificates(t)))
    assert.equal(settings, undefined)
    const [problem] = problems
    assert.equal(problem?.path.join('.'), path)
    assert.match(problem?.sentence ?? '', sentence)
  })
}

test('a certificate that has expired is a warning: the operator may know', async (t) => {
  const { expired: certificate, key } = certificates(t)
  const { settings, problems } = await readWith(t, { certificate, key })
  assert.ok(settings)
  assert.equal(problems[0]?.level, 'warning')
  assert.match(problems[0]?.sentence ?? '', /^it expired on /)
})
