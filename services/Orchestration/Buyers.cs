namespace ReferenceShop.Orchestration;

internal static class Buyers
{
    public const string Pattern = "^[A-Za-z0-9_-]{1,64}$";
}
