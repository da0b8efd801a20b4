/** Covers main/fetch/localNames.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { isSpeltPrivate } from '../../../../main/fetch/guard.ts'
import { isMetadataName, localClassOf } from '../../../../main/fetch/localNames.ts'

describe('a name that leads nowhere on the public internet', () => {
  it.each([
    'nas',
    'NAS',
    'router.',
    'router..',
    'nas.local',
    'NAS.Local.',
    'nas.lan',
    'printer.home',
    'wiki.corp',
    'wiki.intranet',
    'wiki.private',
    'mx.mail',
    'wiki.internal',
    'nas.home.arpa',
    '1.0.0.10.in-addr.arpa',
    'box.localdomain',
    'api.default.svc',
    'api.default.svc.cluster.local',
    'paper.test',
    'paper.invalid',
    'paper.alt',
    'nas。local',
    'nas．lan',
    'nas｡corp',
    'ip6-allnodes',
  ])('%s is on this network', (name) => {
    expect(localClassOf(name)).toBe('private')
  })

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'feeds.localhost', 'ip6-localhost', 'ip6-loopback'])(
    '%s is this machine',
    (name) => {
      expect(localClassOf(name)).toBe('loopback')
    },
  )

  it.each([
    'paper.example',
    'local.example',
    'localhost.example',
    'nas.lan.example',
    'home.arpa.example',
    'a.co',
  ])('%s may be public', (name) => {
    expect(localClassOf(name)).toBeNull()
  })
})

describe('a name by which a cloud hands out its keys', () => {
  it.each([
    'metadata',
    'Metadata.Google.Internal.',
    'metadata.google.internal',
    'x.metadata.google.internal',
    'metadata.goog',
    'instance-data',
    'instance-data.ec2.internal',
    'metadata.tencentyun.com',
    'metadata。google。internal',
  ])('is known: %s', (name) => {
    expect(isMetadataName(name)).toBe(true)
  })

  it.each(['metadata.example', 'my-metadata.goog', 'instance-data.example'])('is not: %s', (name) => {
    expect(isMetadataName(name)).toBe(false)
  })
})

describe('a host as the reader types it', () => {
  it.each([
    ['10.0.0.7', true],
    ['[fd00::1]', true],
    ['nas', true],
    ['nas.lan', true],
    ['8.8.8.8', false],
    ['[2606:4700::1111]', false],
    ['evil.example', false],
  ])('%s is meant to be private: %s', (host, is) => {
    expect(isSpeltPrivate(host)).toBe(is)
  })
})
