/**
 * Stands in the built app for what electron-store brings to check settings against a JSON schema and to carry them from
 * version to version. Slipway does both itself, and to load the packages is a tenth of each start.
 */
const never = () => {
  throw new Error('Settings are checked in main/adapters/settings-store');
};

export const Ajv2020 = never;
export default { default: never, eq: never, clean: never, satisfies: never, lte: never, gt: never };
