/** The port that tills know; the next free one is taken when it is not to be had. */
export const PREFERRED_PORT = 8420;
/** How many ports after it are tried. */
export const PORTS_TRIED = 20;
