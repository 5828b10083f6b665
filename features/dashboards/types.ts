import type { DataView } from '../data-views/schema';
import type { DashboardDocument } from './document/schema';

export interface DashboardSummary {
  id: string;
  title: string;
  description: string;
  folder: string;
  tags: string[];
  updatedAt: string;
  updatedBy: string;
  panels: number;
}

export interface LoadedDashboard {
  id: string;
  revision: number;
  document: DashboardDocument;
  updatedAt: string;
  updatedBy: string;
}

export interface VersionSummary {
  revision: number;
  authorName: string;
  note: string;
  name: string;
  createdAt: string;
  panels: number;
}

export interface DashboardPageData {
  dashboard: LoadedDashboard;
  dataViews: DataView[];
  mayEdit: boolean;
  mayShare: boolean;
  favourite: boolean;
  home: boolean;
}

/** What somebody marked, opened last, and opens first. */
export interface PersonalDashboards {
  /** Ids, the newest first. */
  favourites: string[];
  /** Ids, the last opened first. */
  recent: string[];
  home: string | null;
}
