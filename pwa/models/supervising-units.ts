// Where the supervisors sit: the readers that recordings and counts name.
import type { Directory } from '../../shared/access/directory.ts'

export const supervisingUnits = ({ agents }: Pick<Directory, 'agents'>): readonly string[] => [
  ...new Set(agents.filter((one) => one.role === 'supervisor').map((one) => one.unit)),
]
