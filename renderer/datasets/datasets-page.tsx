import { useEffect, useRef, useState } from 'react';
import type { StoredState } from '../../preload/contract';
import { useCall } from '../api/use-call';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Empty } from '../parts/empty';
import { LineField } from '../line-field';
import { SelectField } from '../parts/field';
import { VirtualGrid } from '../parts/virtual-grid';
import { ProblemBox } from '../problem-box';
import { datasetLooks } from '../states';
import { useDebounced } from '../use-debounced';
import { useNowMs, useWords } from '../words';
import { DatasetDetails } from './dataset-details';
import { ages, isFiltered, longestSearch, noFilter, states, type DatasetFilter } from './filter';
import { useDatasetPages } from './use-dataset-pages';

const typingMs = 120;

export interface DatasetsPageProps {
  readonly filter: DatasetFilter;
  readonly onFilter: (filter: DatasetFilter) => void;
  readonly chosenId: string | null;
  readonly onChoose: (datasetId: string | null) => void;
}

export function DatasetsPage({ filter, onFilter, chosenId, onChoose }: DatasetsPageProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const [search, setSearch] = useState(filter.search);
  const settledSearch = useDebounced(search, typingMs);
  const asked = { ...filter, search: settledSearch };
  const pages = useDatasetPages(asked, nowMs);
  const folders = useCall('folder.list', {});
  const [activeIndex, setActiveIndex] = useState(0);
  const searchInput = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'f') return;
      event.preventDefault();
      searchInput.current?.focus();
      searchInput.current?.select();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, []);

  const change = (changed: Partial<DatasetFilter>): void => {
    setActiveIndex(0);
    onFilter({ ...filter, search, ...changed });
  };
  const clear = (): void => {
    setSearch('');
    change({ ...noFilter, order: filter.order });
  };
  const total = pages.total;
  const [lastTotal, setLastTotal] = useState<number | null>(null);
  if (total !== null && total !== lastTotal) setLastTotal(total);
  // While one types on at a search without a match, what is said of it stays where it is, with its button.
  const isEmpty = total === 0 || (total === null && lastTotal === 0 && isFiltered(asked));
  const active = Math.min(activeIndex, Math.max(0, (total ?? 1) - 1));
  const indexOfChosen = pages.rowAt(active)?.id === chosenId ? active : null;
  const cellsAt = (index: number): Readonly<Record<string, React.ReactNode>> | null => {
    const dataset = pages.rowAt(index);
    if (dataset === null) return null;
    const look = datasetLooks[dataset.state];
    const about =
      dataset.reason === null || dataset.reason.code === dataset.state
        ? dataset.folderName
        : words.say(dataset.reason, nowMs);
    return {
      name: (
        <>
          <span className="cell-main" title={dataset.name}>
            {dataset.name}
          </span>
          <span className="cell-sub" title={about}>
            {about}
          </span>
        </>
      ),
      state: (
        <Badge tone={look.tone} icon={look.icon}>
          {ui.state[dataset.state]}
        </Badge>
      ),
      size: (
        <>
          <span className="cell-main nums">{words.bytes(dataset.bytes)}</span>
          <span className="cell-sub nums">{words.plural(ui.common.files, dataset.files)}</span>
        </>
      ),
      changed: <span className="nums">{words.ago(dataset.changedAtMs, nowMs)}</span>,
    };
  };
  const knownFolders = folders.outcome?.ok === true ? folders.outcome.value : [];
  const ageTexts = {
    any: ui.datasets.anyTime,
    today: ui.datasets.today,
    week: ui.datasets.week,
    month: ui.datasets.month,
    older: ui.datasets.older,
  };
  return (
    <div className={chosenId === null ? 'datasets' : 'datasets datasets-open'}>
      <div className="datasets-list">
        <header className="page-head">
          <h1>{ui.datasets.title}</h1>
          <p className="muted nums" role="status">
            {total === null ? '' : words.plural(ui.datasets.count, total)}
          </p>
        </header>
        <div className="filters" role="search">
          <LineField
            className="filter-search"
            label={ui.datasets.search}
            kind="search"
            placeholder={ui.datasets.searchHint}
            inputRef={searchInput}
            longest={longestSearch}
            value={search}
            onChange={(text) => {
              setSearch(text);
              change({ search: text });
            }}
          />
          <SelectField
            label={ui.datasets.folder}
            value={filter.folderId ?? ''}
            options={[
              { value: '', text: ui.datasets.allFolders },
              ...knownFolders.map((folder) => ({ value: folder.id, text: folder.name })),
            ]}
            onChange={(id) => {
              change({ folderId: id === '' ? null : id });
            }}
          />
          <SelectField<StoredState | ''>
            label={ui.datasets.state}
            value={filter.states[0] ?? ''}
            options={[
              { value: '', text: ui.datasets.allStates },
              ...states.map((state) => ({
                value: state,
                text: state === 'sending' ? ui.datasets.sendingToo : ui.state[state],
              })),
            ]}
            onChange={(state) => {
              change({ states: state === '' ? [] : [state] });
            }}
          />
          <SelectField
            label={ui.datasets.changed}
            value={filter.age}
            options={ages.map((age) => ({ value: age, text: ageTexts[age] }))}
            onChange={(age) => {
              change({ age });
            }}
          />
          <SelectField
            label={ui.datasets.order}
            value={filter.order}
            options={[
              { value: 'newest', text: ui.datasets.newest },
              { value: 'oldest', text: ui.datasets.oldest },
              { value: 'name', text: ui.datasets.name },
              { value: 'largest', text: ui.datasets.largest },
            ]}
            onChange={(order) => {
              change({ order });
            }}
          />
        </div>
        {pages.problem !== null && <ProblemBox problem={pages.problem} />}
        {isEmpty ? (
          <div className="card">
            {isFiltered(asked) ? (
              <Empty
                icon="search"
                title={ui.datasets.noMatch}
                text={ui.datasets.noMatchText}
                action={<Button onClick={clear}>{ui.datasets.clear}</Button>}
              />
            ) : (
              <Empty icon="datasets" title={ui.datasets.empty} text={ui.datasets.emptyText} />
            )}
          </div>
        ) : (
          <VirtualGrid
            key={JSON.stringify(asked)}
            name={ui.datasets.grid}
            columns={[
              { key: 'name', title: ui.datasets.columnName },
              { key: 'state', title: ui.datasets.columnState },
              { key: 'size', title: ui.datasets.columnSize },
              { key: 'changed', title: ui.datasets.columnChanged },
            ]}
            rowCount={total ?? 0}
            rowHeightRem={3.5}
            cells={cellsAt}
            loadingText={ui.datasets.loadingRow}
            activeIndex={active}
            chosenIndex={indexOfChosen}
            onActive={setActiveIndex}
            onChoose={(index) => {
              onChoose(pages.rowAt(index)?.id ?? null);
            }}
            onInSight={pages.show}
          />
        )}
      </div>
      {chosenId !== null && (
        <DatasetDetails
          key={chosenId}
          datasetId={chosenId}
          onClose={() => {
            onChoose(null);
          }}
        />
      )}
    </div>
  );
}
