import { type AttachmentView, attachments, fileBytes, provide, saveFile } from "@/ipc";
import type { CustomerId } from "../queries";

/** What a web view can draw. Others, and the very large, are shown by their name. */
const drawn = /^image\/(png|jpeg|gif|webp|bmp|avif)$/;
const mostDrawn = 25_000_000;

export const isPicture = ({ media, size }: AttachmentView) => drawn.test(media) && size <= mostDrawn;

async function bytesOf(customer: CustomerId, file: AttachmentView): Promise<Blob> {
  const token = await attachments.handOut(customer, file.id);
  return new Blob([await fileBytes(token)], { type: file.media });
}

/** Offers a copy for saving; false where a person declined. */
export async function saveCopy(customer: CustomerId, file: AttachmentView): Promise<boolean> {
  return saveFile(await attachments.handOut(customer, file.id), file.name);
}

const thumbPixels = 240;

/** A photograph takes fifty megabytes once it is decoded, so one at a time is, and only its small copy is kept. */
let queue: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = queue.then(work);
  queue = done.catch(() => undefined);
  return done;
}

async function shrink(blob: Blob): Promise<Blob> {
  const url = URL.createObjectURL(blob);
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const scale = Math.min(1, thumbPixels / Math.max(picture.naturalWidth, picture.naturalHeight, 1));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((small) => (small ? resolve(small) : reject(new Error("nothing drawn"))), "image/webp"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

const keptMs = 60_000;

/** A file never changes, so its bytes need not be asked for again while they are looked at. */
const once = { retry: false, gcTime: keptMs } as const;

export const thumbOf = (customer: CustomerId, file: AttachmentView) => ({
  ...provide([], ["attachments", "thumb", file.id], () =>
    inTurn(async () => shrink(await bytesOf(customer, file))),
  ),
  ...once,
});

export const pictureOf = (customer: CustomerId, file: AttachmentView) => ({
  ...provide([], ["attachments", "picture", file.id], () => bytesOf(customer, file)),
  ...once,
});
