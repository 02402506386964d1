// A notice as a phone keeps it: what the public page showed, and when.

/** One year, as the page writes it into `data-notice`. */
export interface Year {
  year: number;
  /** Whole rupiah: what the notice asked for. */
  due: number;
  /** What was to be paid on the day it was kept, with interest; `null` where nothing was, or it was not known. */
  owed: number | null;
  /** `2026-09-30` */
  dueDate: string;
  state: "unpaid" | "paid" | "principal_paid" | "written_off" | "cancelled" | "nil";
}

/** What is public of an object: the owner's name is masked. */
export interface Notice {
  /** 18 digits. */
  nop: string;
  printed: string;
  place: string;
  owner: string;
  years: Year[];
}

/** The same with the time at which the phone kept it, in milliseconds. */
export interface Saved extends Notice {
  keptAt: number;
}

/** Figures older than this are told as old. */
const OLD_DAYS = 30;

/** `Rp1.234.567` */
export function rupiah(amount: number): string {
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${amount < 0 ? "-" : ""}Rp${digits}`;
}

/** The state today: what was unpaid when it was kept may be late by now. */
export function stateOn(year: Year, now: number): Year["state"] | "late" {
  return year.state === "unpaid" && now >= endOf(year.dueDate) ? "late" : year.state;
}

/** A due date ends at midnight where the phone is. */
function endOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day + 1).getTime();
}

export function isOld(saved: Saved, now: number): boolean {
  return daysBetween(saved.keptAt, now) > OLD_DAYS;
}

/** Whole calendar days: something kept last night was kept yesterday. */
export function daysBetween(from: number, to: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** `22 November 2026 pukul 10.12` */
export function moment(time: number, language: string): string {
  const locale = language === "en" ? "en-GB" : "id-ID";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(time);
}

/** `22 November 2026`, of a date without a time. */
export function day(date: string, language: string): string {
  const locale = language === "en" ? "en-GB" : "id-ID";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(endOf(date) - 1);
}

/** `3 hari yang lalu`, `kemarin`, `hari ini`. A clock that was set back says `hari ini`. */
export function ago(time: number, now: number, language: string): string {
  const days = Math.max(0, daysBetween(time, now));
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days === 0 ? 0 : -days, "day");
}
