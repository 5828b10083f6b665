'use client';

import { useState } from 'react';
import { splitColors } from './split-colors';

/** Colours of split values, remembered while the dashboard is open. */
export const useSplitColors = () => useState(splitColors)[0];
