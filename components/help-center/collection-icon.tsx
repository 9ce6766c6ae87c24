import {
  BookOpen,
  Bug,
  ChartLine,
  CreditCard,
  Gift,
  Globe,
  Heart,
  House,
  KeyRound,
  LifeBuoy,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  Package,
  Plug,
  Receipt,
  Rocket,
  Settings,
  ShieldCheck,
  ShoppingCart,
  Smartphone,
  Truck,
  Undo2,
  Users,
  Wrench,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  'book-open': BookOpen,
  rocket: Rocket,
  truck: Truck,
  'credit-card': CreditCard,
  plug: Plug,
  'map-pin': MapPin,
  'shield-check': ShieldCheck,
  package: Package,
  'undo-2': Undo2,
  receipt: Receipt,
  users: Users,
  settings: Settings,
  'key-round': KeyRound,
  wrench: Wrench,
  bug: Bug,
  'life-buoy': LifeBuoy,
  'message-circle': MessageCircle,
  mail: Mail,
  smartphone: Smartphone,
  globe: Globe,
  house: House,
  'shopping-cart': ShoppingCart,
  gift: Gift,
  heart: Heart,
  'chart-line': ChartLine,
};

/** What a collection may choose from: lucide names. */
export const collectionIcons = Object.keys(icons);

/** An unknown name (an older import, say) shows a book. */
export function CollectionIcon({ name, className }: { name: string; className?: string }) {
  const Icon = icons[name] ?? BookOpen;
  return <Icon aria-hidden="true" className={className} />;
}
