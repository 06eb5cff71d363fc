import { type Route, type Routes, routesFile, type VerifiedSnapshot } from "@pgs/runtime";

/** The routes that a snapshot declares. One that was sealed without any has none. */
export function readRoutes({ files }: Pick<VerifiedSnapshot, "files">): readonly Route[] {
  const bytes = files.get(routesFile);
  if (bytes === undefined) return [];
  return (JSON.parse(new TextDecoder().decode(bytes)) as Routes).routes;
}
