import { Icon } from './icon';

export interface BreadcrumbProps {
  readonly label: string;
  readonly topName: string;
  /** Such as `/a/b/`. */
  readonly path: string;
  readonly onGo: (path: string) => void;
}

/** Where one is in a tree of folders, and the way back up. */
export function Breadcrumb({ label, topName, path, onGo }: BreadcrumbProps) {
  const names = path.split('/').filter((name) => name !== '');
  const places = [
    { name: topName, path: '/' },
    ...names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join('/')}/` })),
  ];
  return (
    <nav aria-label={label}>
      <ol className="breadcrumb">
        {places.map((place, at) => (
          <li key={place.path}>
            {at > 0 && <Icon name="chevronRight" size={14} />}
            {at === places.length - 1 ? (
              <span aria-current="location">{place.name}</span>
            ) : (
              <button
                type="button"
                onClick={() => {
                  onGo(place.path);
                }}
              >
                {place.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
