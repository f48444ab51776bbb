import {
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';

export interface GridColumn {
  readonly key: string;
  readonly title: string;
}

export interface VirtualGridProps {
  readonly name: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  /** In rem, so that rows grow with the font size of the operator. */
  readonly rowHeightRem: number;
  /** The cells of a row by the keys of the columns; null while the row is not loaded. */
  readonly cells: (index: number) => Readonly<Record<string, ReactNode>> | null;
  readonly loadingText: string;
  readonly activeIndex: number;
  readonly chosenIndex: number | null;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number) => void;
  /** Told whenever other rows come into sight, with the first and the one after the last. */
  readonly onInSight: (first: number, end: number) => void;
}

const rowsBeyondSight = 10;
/** Where there is no layout, such as in component tests. */
const assumedHeightPx = 600;

/** A table of any length of which only the rows in sight exist. One stop for Tab; arrows move, Enter chooses. */
export function VirtualGrid(props: VirtualGridProps) {
  const { columns, rowCount, rowHeightRem, cells, activeIndex, onInSight } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [rowHeightPx, setRowHeightPx] = useState(rowHeightRem * 16);
  const [heightPx, setHeightPx] = useState(assumedHeightPx);
  const [firstSeen, setFirstSeen] = useState(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRowHeightPx(rowHeightRem * (Number.isFinite(remPx) ? remPx : 16));
      setHeightPx(element.clientHeight > 0 ? element.clientHeight : assumedHeightPx);
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [rowHeightRem]);

  const first = Math.max(0, Math.min(firstSeen, rowCount - 1) - rowsBeyondSight);
  const end = Math.min(rowCount, firstSeen + Math.ceil(heightPx / rowHeightPx) + rowsBeyondSight);
  useEffect(() => {
    onInSight(first, end);
  }, [onInSight, first, end]);

  const showRow = (index: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const topPx = index * rowHeightPx;
    const bodyPx = heightPx - rowHeightPx; // the head of the table sticks above the rows
    if (topPx < element.scrollTop) element.scrollTop = topPx;
    else if (topPx + rowHeightPx > element.scrollTop + bodyPx) element.scrollTop = topPx + rowHeightPx - bodyPx;
  };
  const heightBeforePx = useRef(heightPx);
  const keepChosenInSight = useEffectEvent(() => {
    const scrolledPx = scroller.current?.scrollTop ?? 0;
    const topPx = (props.chosenIndex ?? 0) * rowHeightPx;
    const wasInSight = topPx + rowHeightPx > scrolledPx && topPx < scrolledPx + heightBeforePx.current - rowHeightPx;
    if (props.chosenIndex !== null && wasInSight) showRow(props.chosenIndex);
    heightBeforePx.current = heightPx;
  });
  // The details of what was chosen take some of the room.
  useEffect(() => {
    keepChosenInSight();
  }, [heightPx]);
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(heightPx / rowHeightPx) - 2);
    const to = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: rowCount - 1,
    }[event.key];
    if (to !== undefined && rowCount > 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rowCount - 1, to));
      props.onActive(next);
      showRow(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && activeIndex < rowCount) {
      event.preventDefault();
      props.onChoose(activeIndex);
    }
  };

  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  const isActiveRendered = activeIndex >= first && activeIndex < end;
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={props.name}
      aria-rowcount={rowCount + 1}
      aria-activedescendant={isActiveRendered ? `${id}-row-${String(activeIndex)}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onScroll={(event) => {
        setFirstSeen(Math.floor(event.currentTarget.scrollTop / rowHeightPx));
      }}
    >
      <div className="grid-row grid-head" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.key} role="columnheader" className={`grid-cell cell-${column.key}`}>
            {column.title}
          </div>
        ))}
      </div>
      <div className="grid-rows" role="rowgroup" style={{ height: rowCount * rowHeightPx }}>
        {indexes.map((index) => {
          const content = cells(index);
          return (
            <div
              key={index}
              id={`${id}-row-${String(index)}`}
              className={index === activeIndex ? 'grid-row grid-row-active' : 'grid-row'}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === props.chosenIndex}
              style={{ height: rowHeightPx, transform: `translateY(${String(index * rowHeightPx)}px)` }}
              onClick={() => {
                props.onActive(index);
                props.onChoose(index);
              }}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={`grid-cell cell-${column.key}`}>
                  {content === null ? (
                    column === columns[0] ? (
                      <span className="muted">{props.loadingText}</span>
                    ) : null
                  ) : (
                    content[column.key]
                  )}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
