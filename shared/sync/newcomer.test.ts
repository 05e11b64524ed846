import { expect, test } from 'vitest'
import { createCalmServer, createSitting, idOf } from './simulation/calm.ts'
import { createCalmDevice, reportOf } from './simulation/calm-device.ts'

/** Somebody let in on a device by a colleague: their key reaches the server only when a supervisor agrees. */
const letIn = async () => {
  const server = createCalmServer()
  const device = await createCalmDevice('mediator-a', server)
  const person = `${idOf('mediator-a')}|mediator-a`
  const key = server.agentKeys.get(person)
  if (!key) throw new Error('no such person')
  server.agentKeys.delete(person)
  return { server, device, agree: () => server.agentKeys.set(person, key) }
}

test('rule 1: what a person without a certified key writes is refused, kept, and takes nobody’s place', async () => {
  const { server, device } = await letIn()
  const host = await createSitting('mediator-b', 'host')
  device.keyring.set(host.keys.incarnation, host.keys)
  await device.write('the newcomer’s')
  await device.write('the host’s', host)
  const report = reportOf(await device.sync())
  expect(report.session).toBe('revoked')
  expect(report.refused).toContainEqual({
    incarnation: device.sitting.keys.incarnation,
    n: 1,
    reason: 'certificate',
  })
  await device.sync()
  expect((await device.disk.outbox()).map((one) => one.incarnation)).toEqual([device.sitting.keys.incarnation])
  expect((await server.disk.tx.incarnation(host.keys.incarnation))?.n).toBe(1)
  expect(await device.disk.chain(device.sitting.keys.incarnation)).toMatchObject({ n: 1, acked: 0 })
})

test('rule 1: once their key is certified it all goes, in its order, and the session reads', async () => {
  const { device, agree } = await letIn()
  await device.write('one')
  await device.sync()
  await device.write('two')
  await device.sync()
  expect(await device.disk.outbox()).toHaveLength(2)
  agree()
  const reports = await device.settle()
  expect(reports.at(-1)?.session).toBe('open')
  expect(await device.disk.outbox()).toEqual([])
  expect(await device.disk.chain(device.sitting.keys.incarnation)).toMatchObject({ n: 2, acked: 2 })
})
