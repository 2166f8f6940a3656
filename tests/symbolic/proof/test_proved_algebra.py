"""Equalities of algebra, powers, trigonometry, sums and numbers that are to be proved."""

from __future__ import annotations

import pytest
from asked_to_prove import (
    COUNTS,
    NUMBERS,
    ONE_SAMPLE,
    POSITIVES,
    REALS,
    SAMPLES,
    over,
    proves,
    scalars,
)

from quiz.symbolic.tasks import Declaration

ALGEBRA = (
    over(
        REALS,
        """
    (x^2-1)/(x+1) == x-1
    1/(x*(x+1)) == 1/x-1/(x+1)
    (x+y+1)^2-2*x-2*y-2*x*y == 1+x^2+y^2
    (x-1)*(x^2+x+1) == x^3-1
    (4*a-x)^600 == (x-4*a)^600
    a/(1+b/c) == a*c/(b+c)
    sqrt(x^2) == abs(x)
    sqrt(x^4) == x^2
    sqrt(x^2+2*x+1) == abs(x+1)
    2+2*sqrt(3+x) == 2+sqrt(12+4*x)
    (x^2)^(1/3) == abs(x)^(2/3)
    abs(a)*abs(b) == abs(a*b)
    abs(a-b) == abs(b-a)
    max(a,b)+min(a,b) == a+b
    max(a,b)-min(a,b) == abs(a-b)
    max(max(a,b),c) == max(a,max(b,c))
    max(a,b)^2+min(a,b)^2 == a^2+b^2
    a^b*a^c == a^(b+c)
    8^(x/3) == 2^x
    2^x*3^x == 6^x
    (1/3)^(-x) == 3^x
    exp(a)/(exp(a)+exp(b)) == 1/(1+exp(b-a))
    log(exp(a)+exp(b)+exp(c))-a == log(1+exp(b-a)+exp(c-a))
    log(x^2) == 2*log(abs(x))
    [a+b, x^2-1] == [b+a, (x-1)*(x+1)]
    """,
    )
    + over(
        POSITIVES,
        """
    sqrt(5*a^2) == a*sqrt(5)
    x^(-1/2) == sqrt(x)/x
    (a*b)^z == a^z*b^z
    (a/b)^(1/2) == sqrt(a)/sqrt(b)
    exp(2*log(x)) == x^2
    log(sqrt(x/y)) == (log(x)-log(y))/2
    log(abs(x-1)) == log(max(x,1)-min(x,1))
    1/((x+1)^2*sqrt(1-(x/(x+1))^2)) == 1/((x+1)*sqrt(2*x+1))
    gamma(x+2) == x*(x+1)*gamma(x)
    atan(x)+atan(1/x) == pi/2
    log(sinh(2*x)) == log(2)+log(sinh(x))+log(cosh(x))
    """,
    )
    + over(
        scalars(x="(0, 1)", y="(1, inf)", z="{-1, 0, 1}", u="{0, 1}", v="{2, 3, 5}"),
        """
    log((x-1)^2) == 2*log(1-x)
    log(y^2-1) == log(y-1)+log(y+1)
    abs(x-1/2) == max(x,1-x)-1/2
    log(x*y-x) == log(x)+log(y-1)
    z^3 == z
    abs(z) == z^2
    x^z == 1+z*(x-1/x)/2+z^2*(x+1/x-2)/2
    1/(1+u) == 1-u/2
    (v-2)*(v-3)*(v-5) == 0
    """,
    )
)

TRIGONOMETRY = over(
    REALS,
    """
    cos(x)^2+sin(x)^2 == 1
    cos(2*x) == 2*cos(x)^2-1
    sin(3*x) == 3*sin(x)-4*sin(x)^3
    sin(x+y) == sin(x)*cos(y)+cos(x)*sin(y)
    cos(x)*cos(y) == (cos(x-y)+cos(x+y))/2
    1+tan(x)^2 == sec(x)^2
    tan(x/2) == sin(x)/(1+cos(x))
    sin(x)^4 == (3-4*cos(2*x)+cos(4*x))/8
    sin(x+2*pi) == sin(x)
    cos(x+pi/2) == -sin(x)
    sqrt(1-cos(x)^2) == abs(sin(x))
    sqrt(1+tan(x)^2) == abs(sec(x))
    cosh(x)^2-sinh(x)^2 == 1
    cosh(2*x) == 2*cosh(x)^2-1
    asinh(x) == log(x+sqrt(x^2+1))
    sinh(asinh(x)) == x
    sin(atan(x)) == x/sqrt(1+x^2)
    atan(-x) == -atan(x)
    """,
) + over(
    scalars(x="(-1, 1)", n="natural"),
    """
    cos(asin(x)) == sqrt(1-x^2)
    asin(x)+acos(x) == pi/2
    atanh(x) == log((1+x)/(1-x))/2
    (-1)^n == cos(n*pi)
    sin(n*pi) == 0
    """,
)

SERIES = over(
    COUNTS,
    """
    sum(k, k=1..n) == n*(n+1)/2
    sum(2*k-1, k=1..n) == n^2
    1+sum(2*k+1, k=1..n-1) == sum(2*k-1, k=1..n)
    sum(2*(k+1)-1, k=0..n-1) == sum(2*k-1, k=1..n)
    sum(k^2, k=1..n) == n*(n+1)*(2*n+1)/6
    sum(k^3, k=1..n) == sum(k, k=1..n)^2
    sum(2^k, k=0..n) == 2^(n+1)-1
    sum(k*2^k, k=1..n) == (n-1)*2^(n+1)+2
    sum(1/(k*(k+1)), k=1..n) == n/(n+1)
    sum(sum(1, j=1..i), i=1..n) == n*(n+1)/2
    prod(k, k=1..n) == factorial(n)
    prod(2, k=1..n) == 2^n
    sum(log(k), k=1..n) == log(factorial(n))
    sum(sum(i*j^2, j=1..m), i=1..n) == sum(i, i=1..n)*sum(j^2, j=1..m)
    (-1)^(2*n) == 1
    (-1)^n*(-1)^(n+1) == -1
    factorial(n+1) == (n+1)*factorial(n)
    binomial(n,2) == n*(n-1)/2
    binomial(n,k) == binomial(n-1,k-1)*n/k
    binomial(n,k)+binomial(n,k-1) == binomial(n+1,k)
    n/factorial(n) == 1/factorial(n-1)
    binomial(n,k) == binomial(n,n-k)
    factorial(2*n)/factorial(2*n-1) == 2*n
    """,
) + over(
    SAMPLES,
    """
    sum(y_i, i=1..n-1)+y_n == sum(y_i, i=1..n)
    sum(y_{i+1}, i=0..n-1) == sum(y_k, k=1..n)
    sum(y_i, i=1..n)^2 == sum(sum(y_i*y_j, j=1..n), i=1..n)
    prod(exp(-theta*x_i), i=1..n) == exp(-theta*sum(x_i, i=1..n))
    prod(w*x_i, i=1..n) == w^n*prod(x_i, i=1..n)
    prod(x_i, i=1..n)^2 == prod(x_i^2, i=1..n)
    abs(prod(x_i, i=1..n)) == prod(abs(x_i), i=1..n)
    sum(x_i-sum(x_j, j=1..n)/n, i=1..n) == 0
    sum(x_i*x_{i+1}, i=1..n-1) == sum(x_{i-1}*x_i, i=2..n)
    sum((x_{i+1}-x_i), i=1..n-1) == sum(x_i, i=2..n)-sum(x_i, i=1..n-1)
    prod(theta^x_i, i=1..n)^(1/n) == theta^(sum(x_i, i=1..n)/n)
    sum(w^k, k=0..n-1) == (1-w^n)/(1-w)
    """,
)

WHOLE_NUMBERS = over(
    scalars(k="integer", m="count", x="real", y="positive"),
    """
    sign(3*k) == sign(k)
    sign(m*y) == sign(m)
    abs(k*y) == y*abs(k)
    max(k,0)-min(k,0) == abs(k)
    (-1)^(k+2) == (-1)^k
    x^(2*m) == (x^2)^m
    """,
)

ROOTS_OF_NUMBERS = over(
    NUMBERS,
    """
    sqrt(11+6*sqrt(2)) == 3+sqrt(2)
    sqrt(3-2*sqrt(2)) == sqrt(2)-1
    sqrt(2)+sqrt(3) == sqrt(5+2*sqrt(6))
    1/(sqrt(3)-sqrt(2)) == sqrt(3)+sqrt(2)
    (sqrt(108)+10)^(1/3)-(sqrt(108)-10)^(1/3) == 2
    (77+20*sqrt(13))^(1/6)-(77-20*sqrt(13))^(1/6) == 1
    cot(pi/20)+cot(pi/24)-cot(pi/10) == sqrt(1)+sqrt(2)+sqrt(3)+sqrt(4)+sqrt(5)+sqrt(6)
    cos(pi/12) == (sqrt(6)+sqrt(2))/4
    cos(pi/5) == (1+sqrt(5))/4
    sin(500*pi) == 0
    atan(1) == pi/4
    acos(-1/2) == 2*pi/3
    1+log(27)/log(3) == 4
    log10(2)+log10(5) == 1
    exp(log(3)/2) == sqrt(3)
    log(2+sqrt(3)) == -log(2-sqrt(3))
    sqrt(2*log(26)+4-2*log(2)) == sqrt(2*log(13)+4)
    e-e^(-1) == 2*sinh(1)
    gamma(1/2) == sqrt(pi)
    factorial(175)*factorial(56)/(factorial(55)*factorial(176)) == 17556/55176
    abs(log(2)-1) == 1-log(2)
    max(pi, 22/7) == 22/7
    abs(cos(2)) == -cos(2)
    sin(acos(3/5)) == 4/5
    cos(acos(7/25)/2) == 4/5
    """,
)


@pytest.mark.parametrize(
    ("symbols", "left", "right"),
    ALGEBRA + TRIGONOMETRY + SERIES + WHOLE_NUMBERS + ROOTS_OF_NUMBERS,
)
def test_the_identity_is_proved(symbols: dict[str, Declaration], left: str, right: str) -> None:
    assert proves(left, right, symbols)


def test_a_finite_set_of_either_value_is_enough() -> None:
    assert proves("y*log(2*y+1)", "y*log(3)", ONE_SAMPLE)
