/** Labels that every alert of the provisioned rules carries: notification policies and lists of alerts know them by these. */
export const commonLabels = { product: 'skype-for-business' } as const;
