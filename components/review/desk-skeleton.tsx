import { Skeleton } from '#components/ui/skeleton.tsx';

/** The shape of a proposal on its way. */
export function DeskSkeleton() {
  return (
    <div aria-hidden="true">
      <div className="flex h-12 items-center border-b px-4">
        <Skeleton className="h-4 w-64" />
      </div>
      <div className="mx-auto flex w-full max-w-[760px] flex-col gap-3.5 px-8 py-[22px] max-md:px-4">
        <Skeleton className="h-32 w-full rounded-xl" />
        <Skeleton className="h-64 w-full rounded-xl" />
      </div>
    </div>
  );
}
