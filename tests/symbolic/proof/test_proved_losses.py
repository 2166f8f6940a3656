"""Equalities of likelihoods, losses and gradients that are to be proved."""

from __future__ import annotations

import pytest
from asked_to_prove import (
    CLASSES,
    CLASSIFIED,
    COUNTED,
    FEATURES,
    GAUSSIAN,
    LABELS,
    ONE_SAMPLE,
    ONE_SIGN,
    SAMPLES,
    THREE_CLASSES,
    TWO_CLASSES,
    Case,
    over,
    proves,
    scalars,
)

from quiz.symbolic.tasks import Declaration

BERNOULLI = over(
    ONE_SAMPLE,
    """
    -log(p^y*(1-p)^(1-y)) == -(y*log(p) + (1-y)*log(1-p))
    -log(1-p+(2*p-1)*y) == -(y*log(p) + (1-y)*log(1-p))
    -y*(log(p)-log(1-p))-log(1-p) == -(y*log(p) + (1-y)*log(1-p))
    y*log(1/p)+(1-y)*log(1/(1-p)) == -(y*log(p) + (1-y)*log(1-p))
    -y^2*log(p)-(1-y)^2*log(1-p) == -(y*log(p) + (1-y)*log(1-p))
    p^y*(1-p)^(1-y) == y*p + (1-y)*(1-p)
    log(p-p^2) == log(p)+log(1-p)
    log(p/(1-p)) == log(p)-log(1-p)
    -y/p+(1-y)/(1-p) == (p-y)/(p*(1-p))
    (p-y)/(p-p^2) == (p-y)/(p*(1-p))
    y/p^2+(1-y)/(1-p)^2 == (y-2*y*p+p^2)/(p^2*(1-p)^2)
    -p*log(p)-(1-p)*log(1-p) == p*log(1/p)+(1-p)*log(1/(1-p))
    log2(p) == log(p)/log(2)
    log10(1000*p) == 3+log(p)/log(10)
    """,
) + over(
    LABELS,
    """
    log(prod(p_i^y_i*(1-p_i)^(1-y_i), i=1..n)) == sum(y_i*log(p_i)+(1-y_i)*log(1-p_i), i=1..n)
    prod(p_i^y_i*(1-p_i)^(1-y_i), i=1..n) == exp(sum(y_j*log(p_j)+(1-y_j)*log(1-p_j), j=1..n))
    sum(log(y_i*p_i+(1-y_i)*(1-p_i)), i=1..n) == sum(y_i*log(p_i)+(1-y_i)*log(1-p_i), i=1..n)
    -(1/n)*sum(y_i/p_i-(1-y_i)/(1-p_i), i=1..n) == (1/n)*sum((p_i-y_i)/(p_i*(1-p_i)), i=1..n)
    log(sum(y_i/p_i-(1-y_i)/(1-p_i), i=1..n)) == log(sum((y_i-p_i)/(p_i*(1-p_i)), i=1..n))
    prod(q^y_i*(1-q)^(1-y_i), i=1..n) == q^(sum(y_i, i=1..n))*(1-q)^(n-sum(y_i, i=1..n))
    sum(y_i^2, i=1..n) == sum(y_i, i=1..n)
    -sum(y_i*log(p_i), i=1..n)-sum(log(1-p_i)*(1-y_i), i=1..n)
        == -log(prod(p_i^y_i*(1-p_i)^(1-y_i), i=1..n))
    """,
)

LOGISTIC = (
    over(
        ONE_SAMPLE,
        """
    sigmoid(z)*(1-sigmoid(z)) == exp(-z)/(1+exp(-z))^2
    sigmoid(z) == exp(z/2)/(exp(z/2)+exp(-z/2))
    1-sigmoid(z) == sigmoid(-z)
    (1-tanh(z/2)^2)/4 == sigmoid(z)*sigmoid(-z)
    tanh(z) == 2*sigmoid(2*z)-1
    1/(4*cosh(z/2)^2) == sigmoid(z)-sigmoid(z)^2
    -log(sigmoid(z)) == softplus(-z)
    softplus(z)-softplus(-z) == z
    max(z,0)+log(1+exp(-abs(z))) == softplus(z)
    max(z,0)-y*z+log(1+exp(-abs(z))) == -y*log(sigmoid(z))-(1-y)*log(1-sigmoid(z))
    log(2*cosh(z/2))+z/2 == log(1+exp(z))
    log(exp(-y*z)+exp((1-y)*z)) == softplus(z)-y*z
    -y*log(1/(1+exp(-z)))-(1-y)*log(1-1/(1+exp(-z))) == log(1+exp(z))-y*z
    (1-y)*sigmoid(z)-y*sigmoid(-z) == sigmoid(z)-y
    logit(sigmoid(z)) == z
    sigmoid(log(p/(1-p))) == p
    log(1-sigmoid(z)^2) == log(1-sigmoid(z))+log(1+sigmoid(z))
    exp(z)/(1+exp(z)) if z<0 else 1/(1+exp(-z)) == sigmoid(z)
    """,
    )
    + over(
        ONE_SIGN,
        """
    softplus(-t*z) == -((1+t)/2*log(sigmoid(z))+(1-t)/2*log(sigmoid(-z)))
    log(1+exp(-t*z)) == -log(sigmoid(t*z))
    -t*sigmoid(-t*z) == sigmoid(z)-(1+t)/2
    (1-t*z)^2 == (t-z)^2
    """,
    )
    + over(
        LABELS,
        """
    sum(softplus(z_i)-y_i*z_i, i=1..n)
        == -sum(y_i*log(sigmoid(z_i))+(1-y_i)*log(1-sigmoid(z_i)), i=1..n)
    sum(log(1+exp((1-2*y_i)*z_i)), i=1..n) == sum(softplus(z_i)-y_i*z_i, i=1..n)
    sum(softplus(-t_i*z_i), i=1..n) == -log(prod(sigmoid(t_i*z_i), i=1..n))
    sum(sigmoid(z_i)+sigmoid(-z_i), i=1..n) == n
    """,
    )
)

SQUARED_ERROR = (
    over(
        GAUSSIAN,
        """
    -log(1/sqrt(2*pi*sigma^2)*exp(-(y-mu)^2/(2*sigma^2)))
        == log(2*pi*sigma^2)/2+(y-mu)^2/(2*sigma^2)
    (log(2*pi)+2*log(sigma)+((y-mu)/sigma)^2)/2 == log(sigma*sqrt(2*pi))+(mu-y)^2/(2*sigma^2)
    (1-((y-mu)/sigma)^2)/sigma == 1/sigma-(y-mu)^2/sigma^3
    log(tau/sigma)+(sigma^2+(mu-nu)^2)/(2*tau^2)-1/2
        == log(tau)-log(sigma)+((mu-nu)^2-tau^2+sigma^2)/(2*tau^2)
    (y-mu)^2/(2*exp(s))+s/2 == (y-mu)^2*exp(-s)/2+log(exp(s))/2
    sqrt((y-mu)^2) == abs(mu-y)
    abs(y-mu) == max(y-mu, mu-y)
    """,
    )
    + over(
        SAMPLES,
        """
    prod(1/sqrt(2*pi*sigma^2)*exp(-(y_i-mu)^2/(2*sigma^2)), i=1..n)
        == (2*pi*sigma^2)^(-n/2)*exp(-sum((y_i-mu)^2, i=1..n)/(2*sigma^2))
    -log(prod(1/sqrt(2*pi*sigma^2)*exp(-(y_i-mu)^2/(2*sigma^2)), i=1..n))
        == n/2*log(2*pi)+n*log(sigma)+sum((y_i-mu)^2, i=1..n)/(2*sigma^2)
    sum((y_i-w*x_i)^2, i=1..n) == sum(y_i^2, i=1..n)-2*w*sum(x_i*y_i, i=1..n)+w^2*sum(x_i^2, i=1..n)
    sum((y_i-b)^2, i=1..n) == sum(y_i^2, i=1..n)-2*b*sum(y_i, i=1..n)+n*b^2
    sum((y_i-sum(y_j, j=1..n)/n)^2, i=1..n) == sum(y_i^2, i=1..n)-sum(y_i, i=1..n)^2/n
    -(2/n)*sum(x_i*(y_i-w*x_i), i=1..n) == (2/n)*(w*sum(x_i^2, i=1..n)-sum(x_i*y_i, i=1..n))
    (1/n)*sum((mu-y_i)^2, i=1..n)
        == (mu-sum(y_i, i=1..n)/n)^2+(1/n)*sum((y_i-sum(y_j, j=1..n)/n)^2, i=1..n)
    sum(sum((y_i-y_j)^2, j=1..n), i=1..n) == 2*n*sum(y_i^2, i=1..n)-2*sum(y_i, i=1..n)^2
    sum((sigmoid(w*x_i+b)-y_i)*x_i, i=1..n) == -sum(x_i*(y_i-1/(1+exp(-w*x_i-b))), i=1..n)
    sum(sqrt((y_i-mu)^2), i=1..n) == sum(abs(mu-y_i), i=1..n)
    """,
    )
    + over(
        FEATURES,
        """
    -2*sum(x_ik*(y_i-sum(w_j*x_ij, j=1..d)), i=1..n)+2*c*w_k
        == 2*(sum(x_ik*sum(w_j*x_ij, j=1..d), i=1..n)-sum(x_ik*y_i, i=1..n)+c*w_k)
    sum((y_i-sum(w_j*x_ij, j=1..d))^2, i=1..n)
        == sum(y_i^2, i=1..n)-2*sum(w_j*sum(x_ij*y_i, i=1..n), j=1..d)
        +sum(sum(w_j*w_m*sum(x_ij*x_im, i=1..n), m=1..d), j=1..d)
    c*norm(w)^2/2 == (c/2)*sum(w_j^2, j=1..d)
    """,
    )
)

CROSS_ENTROPY = (
    over(
        CLASSES,
        """
    -log(prod(p_k^y_k, k=1..K)) == -sum(y_k*log(p_k), k=1..K)
    prod(p_k^y_k, k=1..K) == sum(y_k*p_k, k=1..K)
    -log(sum(y_k*p_k, k=1..K)) == -sum(y_k*log(p_k), k=1..K)
    sum(y_k, k=1..K) == 1
    sum(y_k^2, k=1..K) == 1
    sum(p_k, k=1..K) == 1
    y_j*y_k == delta(j,k)*y_j
    sum(y_k*(1-p_k), k=1..K) == 1-sum(y_k*p_k, k=1..K)
    sum(softmax(z)_k, k=1..K) == 1
    -log(softmax(z)_k) == log(sum(exp(z_j), j=1..K))-z_k
    -sum(y_k*log(softmax(z)_k), k=1..K) == log(sum(exp(z_k), k=1..K))-sum(y_k*z_k, k=1..K)
    -sum(q_k*log(softmax(z)_k), k=1..K) == log(sum(exp(z_j), j=1..K))-sum(q_k*z_k, k=1..K)
    sum(-y_k*(delta(k,j)-softmax(z)_j), k=1..K) == softmax(z)_j-y_j
    sum(y_k*(p_j-delta(k,j)), k=1..K) == p_j-y_j
    log(sum(exp(z_k), k=1..K)) == m+log(sum(exp(z_k-m), k=1..K))
    sum(exp(z_k/T)/sum(exp(z_j/T), j=1..K), k=1..K) == 1
    softmax(z)_k == 1/sum(exp(z_j-z_k), j=1..K)
    sum(p_k*log(p_k/q_k), k=1..K) == sum(p_k*log(p_k), k=1..K)-sum(p_k*log(q_k), k=1..K)
    sum(p_k*(z_k-sum(p_j*z_j, j=1..K))^2, k=1..K) == sum(p_k*z_k^2, k=1..K)-sum(p_k*z_k, k=1..K)^2
    sum(((1-eps)*y_k+eps/K)*log(p_k), k=1..K)
        == (1-eps)*sum(y_k*log(p_k), k=1..K)+(eps/K)*sum(log(p_k), k=1..K)
    sum(delta(j,k)*z_k, k=1..K) == z_j
    """,
    )
    + over(
        CLASSIFIED,
        """
    -(1/n)*log(prod(prod(p_ik^y_ik, k=1..K), i=1..n))
        == -(1/n)*sum(sum(y_ik*log(p_ik), k=1..K), i=1..n)
    sum(sum(y_ik*log(p_ik), k=1..K), i=1..n) == sum(sum(y_ik*log(p_ik), i=1..n), k=1..K)
    sum(log(sum(y_ik*p_ik, k=1..K)), i=1..n) == sum(sum(y_ik*log(p_ik), k=1..K), i=1..n)
    sum(sum(y_ik, k=1..K), i=1..n) == n
    sum(sum(p_ik, i=1..n), k=1..K) == n
    -sum(sum(y_ik*log(softmax(z)_ik), k=1..K), i=1..n)
        == sum(log(sum(exp(z_ik), k=1..K)), i=1..n)-sum(sum(y_ik*z_ik, k=1..K), i=1..n)
    """,
    )
    + over(
        TWO_CLASSES,
        """
    softmax(z)_1 == sigmoid(z_1-z_2)
    log(p_2) == log(1-p_1)
    -(y_1*log(p_1)+y_2*log(p_2)) == -(y_1*log(p_1)+(1-y_1)*log(1-p_1))
    -sum(y_k*log(p_k), k=1..2) == -log(y_1*p_1+y_2*p_2)
    y_1*y_2 == 0
    """,
    )
    + over(
        THREE_CLASSES,
        """
    r_3 == 1-r_1-r_2
    sum(sum(y_ik, k=1..3), i=1..n) == n
    sum(log(sum(y_ik*p_ik, k=1..3)), i=1..n)
        == sum(y_i1*log(p_i1)+y_i2*log(p_i2)+y_i3*log(p_i3), i=1..n)
    """,
    )
)

OTHER_LIKELIHOODS = (
    over(
        COUNTED,
        """
    log(prod(exp(-m)*m^(c_i)/factorial(c_i), i=1..n))
        == -n*m+log(m)*sum(c_i, i=1..n)-sum(log(factorial(c_i)), i=1..n)
    log(prod((1-p)^(k_i-1)*p, i=1..n)) == n*log(p)+(sum(k_i, i=1..n)-n)*log(1-p)
    n/p-(sum(k_i, i=1..n)-n)/(1-p) == (n-p*sum(k_i, i=1..n))/(p*(1-p))
    sum(c_i, i=1..n)/m-n == sum(c_i/m-1, i=1..n)
    """,
    )
    + over(
        SAMPLES,
        """
    log(prod(theta*exp(-theta*x_i), i=1..n)) == n*log(theta)-theta*sum(x_i, i=1..n)
    n/theta-sum(x_i, i=1..n) == (n-theta*sum(x_i, i=1..n))/theta
    log(prod(exp(-abs(x_i-mu)/theta)/(2*theta), i=1..n))
        == -n*log(2*theta)-sum(abs(mu-x_i), i=1..n)/theta
    log(prod(x_i^2, i=1..n)) == 2*sum(log(abs(x_i)), i=1..n)
    """,
    )
    + over(
        scalars(a="positive", b="positive", x="(0, 1)", n="natural", k="count", p="(0, 1)"),
        """
    log(a*x^(a-1)*exp(-x^a)) == log(a)+(a-1)*log(x)-x^a
    log(x^(a-1)*(1-x)^(b-1)*gamma(a+b)/(gamma(a)*gamma(b)))
        == (a-1)*log(x)+(b-1)*log(1-x)+log(gamma(a+b))-log(gamma(a))-log(gamma(b))
    log(binomial(n,k)*p^k*(1-p)^(n-k)) == log(binomial(n,k))+k*log(p)+(n-k)*log(1-p)
    """,
    )
    + over(
        scalars(x="real", d="positive", a="(0, 1)"),
        """
    x^2/2 if abs(x)<=d else d*(abs(x)-d/2) == d*(abs(x)-d/2) if abs(x)>d else x^2/2
    x if x>0 else a*x == max(x,0)+a*min(x,0)
    1 if x>0 else 0 == (1+sign(x))/2
    relu(x)-relu(-x) == x
    x*sign(x) == abs(x)
    """,
    )
)


@pytest.mark.parametrize(
    ("symbols", "left", "right"),
    BERNOULLI + LOGISTIC + SQUARED_ERROR + CROSS_ENTROPY + OTHER_LIKELIHOODS,
)
def test_the_two_forms_are_proved_equal(
    symbols: dict[str, Declaration], left: str, right: str
) -> None:
    assert proves(left, right, symbols)


def test_the_table_is_no_smaller_than_it_was() -> None:
    cases: list[Case] = BERNOULLI + LOGISTIC + SQUARED_ERROR + CROSS_ENTROPY + OTHER_LIKELIHOODS
    assert len(cases) >= 100
