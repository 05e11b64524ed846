// Which door is shown. Must not remember anything from one to the next.
import { told } from '../../models/session.ts'
import { ToldDoor } from '../told/told-door.tsx'
import { LockedUnsentDoor } from '../unsent/unsent-door.tsx'
import { Access } from './access.tsx'
import { Enrol } from './enrol.tsx'
import { OtherTab } from './other-tab.tsx'
import { Unlock } from './unlock.tsx'

export const SetupRoom = ({ screen }: { screen: 'enrol' | 'locked' | 'other-tab' | 'access' }) => {
  if (told.value !== null)
    return (
      <>
        <ToldDoor />
        {/* What waits may leave on a stick from a device that nobody may open. */}
        {told.value.step === 'empty' ? null : <LockedUnsentDoor />}
      </>
    )
  switch (screen) {
    case 'enrol':
      return <Enrol />
    case 'locked':
      return (
        <>
          <Unlock />
          <LockedUnsentDoor />
        </>
      )
    case 'other-tab':
      return <OtherTab />
    case 'access':
      return <Access />
  }
}
