/** The two messages by which a page gets its line to the core; also the channel names between preload and main. */
export const PORT_ASKED = 'tillwise:connect';
export const PORT_GIVEN = 'tillwise:port';
