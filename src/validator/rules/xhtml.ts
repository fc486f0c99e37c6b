export const narrativeIsSound = (div: string): boolean => div.length > 0;
