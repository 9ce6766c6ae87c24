/** Which of the pane's menus is open; one at a time. */
export type PaneMenu = 'assign' | 'snooze' | 'tags' | 'move' | 'details' | null;
